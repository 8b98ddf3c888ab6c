import { catalog } from '@seesaw/gan/catalog/catalog';
import { createTraining } from '@seesaw/gan/training';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { median, rounded } from '../search/spread.ts';

/** How one run of the ring ended. */
export interface Outcome {
  /** Of 8, with at least 3 % of the samples. */
  readonly modesHeld: number;
  readonly modes: number;
  /** Share of samples within 3σ of a mode. */
  readonly hqShare: number;
  /** How often D was right, mean over the last quarter. */
  readonly accuracy: number;
  /** Median of the norm of the gradient of G over the last quarter. */
  readonly gradientG: number;
  /** Share of steps in which the players were trained, over about the last hundred. */
  readonly trainedD: number;
  readonly trainedG: number;
  readonly diverged: boolean;
}

const logEvery = 20;
/** √(rate of D × rate of G): the same for every ratio, so that an uneven pair is not also a fast one. */
const meanRate = 2e-3;

export async function playRing(
  { lr_ratio, ...values }: Readonly<Record<string, Scalar>> & { readonly lr_ratio: number },
  steps: number,
  seed: number,
): Promise<Outcome> {
  const { random } = await nativeLibrary();
  const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp');
  if (recipe === undefined) throw new Error('The catalog has no recipe ring-mlp.');
  const defaults = Object.fromEntries(recipe.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const rates = { lr_ratio, lr_d: meanRate / Math.sqrt(lr_ratio) };
  const training = createTraining({
    config: {
      ...{ recipe: recipe.name, dataset: 'ring', seed, steps },
      values: { ...defaults, width_d: 64, batch_size: 64, eval_samples: 2000, ...values, ...rates },
      checkpoint: { everySteps: steps, keep: 1 },
    },
    data: { kind: 'ring', name: 'ring' },
    random,
  });
  const rows: Record<string, number>[] = [];
  while (training.step < steps) {
    training.trainStep();
    if (training.step % logEvery === 0) rows.push(training.readMetrics());
  }
  const evaluated = training.evaluate();
  const diverged = training.divergedAt !== null;
  training.dispose();
  const last = rows.slice(-Math.ceil(rows.length / 4));
  const accuracies = last.flatMap((row) => [row['balance/d_acc_real']!, row['balance/d_acc_fake']!]);
  return {
    modesHeld: evaluated['eval/modes_held']!,
    modes: evaluated['eval/modes']!,
    hqShare: rounded(evaluated['eval/hq_share']!),
    accuracy: rounded(accuracies.reduce((a, b) => a + b, 0) / accuracies.length),
    gradientG: rounded(median(last.map((row) => row['balance/grad_norm_g']!))),
    trainedD: rounded(rows.at(-1)!['balance/d_trained'] ?? 1),
    trainedG: rounded(rows.at(-1)!['balance/g_trained'] ?? 1),
    diverged,
  };
}
