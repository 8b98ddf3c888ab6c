import type { Scalar } from '@seesaw/shared/hyperparameter';
import { canonicalJson, type TrialConfig } from '@seesaw/shared/trialConfig';

/** Fed to a step at every call, or the state of a lane: whatever they are, the program is the same. */
const fed: ReadonlySet<string> = new Set([
  'seed',
  'lr_d',
  'lr_ratio',
  'lr_end',
  'schedule',
  'gp_lambda',
  'weight_decay',
]);

/** When something is looked at, and how closely: no step depends on it. */
const beside: ReadonlySet<string> = new Set(['log_every', 'sample_every', 'eval_every', 'eval_samples']);

/** Fed where there is something to feed: 0 is another program, without what they weigh. */
const weights: ReadonlySet<string> = new Set([
  'r1_gamma',
  'r2_gamma',
  'zero_gp_gamma',
  'consensus_gamma',
  'lecam_lambda',
  'label_smoothing',
  'instance_noise',
  'gradient_clip',
  'ema_decay',
]);

/** Numbers of an optimizer: fed, unless the device counts the updates because a controller may leave some out. */
const moments: ReadonlySet<string> = new Set(['beta1', 'beta2']);

/**
 * Equal for two resolved configurations whose steps are one program with other numbers fed, so that they can train in lanes of
 * it; whatever is not known to be fed makes another key. A few hundred characters: hash it where it travels.
 */
export function packKey({ recipe, dataset, steps, values }: TrialConfig): string {
  const controlled = (values.controller ?? 'none') !== 'none';
  const parts = Object.entries(values).flatMap(([name, value]): [string, Scalar][] => {
    if (name === 'steps' || fed.has(name) || beside.has(name)) return [];
    if (moments.has(name) && !controlled) return [];
    return [[name, weights.has(name) ? Number(value) > 0 : value]];
  });
  return canonicalJson({
    recipe,
    dataset,
    values: Object.fromEntries(parts),
    // Which kinds of step there are depends on where it ends.
    ...(changesItsSteps(values) && { steps }),
  });
}

/** Not every step runs the same operations. */
function changesItsSteps(values: TrialConfig['values']): boolean {
  const number = (name: string, without: number) => Number(values[name] ?? without);
  return number('freeze_d_until', 0) > 0 || number('penalty_every', 1) > 1 || number('noise_steps', 0) > 0;
}
