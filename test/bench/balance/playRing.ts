import { catalog } from '@seesaw/gan/catalog/catalog';
import { ring } from '@seesaw/gan/data/ring';
import type { Training } from '@seesaw/gan/training';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { median, rounded } from '../search/spread.ts';
import { trainAsChild } from '../trainAsChild.ts';

/** How one run of the ring ended. */
export interface Outcome {
  /** Centres, of 8, that have at least 3 % of the samples within 0.3, less than half the way to the next one. */
  readonly modesNear: number;
  /** Samples within 0.3 of a centre. */
  readonly nearShare: number;
  /** Centres with at least 3 % of the samples within 3σ, which is 0.03. */
  readonly modesHeld: number;
  readonly hqShare: number;
  /** Over the last quarter: how often D was right, its mean answer to generated samples, the norm of the gradient of G. */
  readonly accuracy: number;
  readonly fakeScore: number;
  readonly gradientG: number;
  /** Share of about the last hundred steps in which the players were trained. */
  readonly trainedD: number;
  readonly trainedG: number;
  readonly diverged: boolean;
}

const logEvery = 20;
/** √(rate of D × rate of G): the same for every ratio, so that an uneven pair is not also a fast one. */
const meanRate = 1e-3;
const near = 0.3;

export async function playRing(
  { lr_ratio, ...values }: Readonly<Record<string, Scalar>> & { readonly lr_ratio: number },
  steps: number,
  seed: number,
): Promise<Outcome> {
  const native = await nativeLibrary();
  const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp');
  if (recipe === undefined) throw new Error('The catalog has no recipe ring-mlp.');
  const defaults = Object.fromEntries(recipe.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const rates = { lr_ratio, lr_d: meanRate / Math.sqrt(lr_ratio), lr_end: 1 };
  const config = {
    ...{ recipe: recipe.name, dataset: 'ring', seed, steps },
    values: { ...defaults, width_d: 64, batch_size: 64, eval_samples: 2000, ...values, ...rates },
    checkpoint: { everySteps: steps, keep: 1 },
  };
  const training = trainAsChild(config, ring, native);
  const rows: Record<string, number>[] = [];
  while (training.step < steps) {
    training.trainStep(Math.min(logEvery - (training.step % logEvery), steps - training.step));
    if (training.step % logEvery === 0) rows.push(training.readMetrics());
  }
  const last = rows.slice(-Math.ceil(rows.length / 4));
  const mean = (name: string) => last.reduce((sum, row) => sum + row[name]!, 0) / last.length;
  const evaluated = training.evaluate();
  const outcome = {
    ...nearnessOf(training),
    modesHeld: evaluated['eval/modes_held']!,
    hqShare: rounded(evaluated['eval/hq_share']!),
    accuracy: rounded((mean('balance/d_acc_real') + mean('balance/d_acc_fake')) / 2),
    fakeScore: rounded(mean('balance/fake_score')),
    gradientG: rounded(median(last.map((row) => row['balance/grad_norm_g']!))),
    trainedD: rounded(rows.at(-1)!['balance/d_trained'] ?? 1),
    trainedG: rounded(rows.at(-1)!['balance/g_trained'] ?? 1),
    diverged: training.divergedAt !== null,
  };
  training.dispose();
  return outcome;
}

function nearnessOf(training: Training): Pick<Outcome, 'modesNear' | 'nearShare'> {
  const { tensors } = training.sample();
  const points = tensors.points!.data;
  const count = points.length / 2;
  const shares = ring.centres.map(([x, y]) => {
    let within = 0;
    for (let i = 0; i < count; i++) if (Math.hypot(points[2 * i]! - x, points[2 * i + 1]! - y) <= near) within += 1;
    return within / count;
  });
  return {
    modesNear: shares.filter((share) => share >= 0.03).length,
    nearShare: rounded(shares.reduce((a, b) => a + b, 0)),
  };
}
