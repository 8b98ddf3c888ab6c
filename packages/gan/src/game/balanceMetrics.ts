import { catalog } from '../catalog/catalog.ts';
import type { Game } from './game.ts';
import type { Signals } from './readSignals.ts';

/** How steep each loss was in the last step, and how far it moved its player. */
export function stepMetrics({ ofStep }: Pick<Signals, 'ofStep'>): Record<string, number> {
  if (ofStep === undefined) return {};
  const { gradientNorms, updateRatios } = ofStep;
  return {
    'balance/grad_norm_d': gradientNorms[0],
    'balance/grad_norm_g': gradientNorms[1],
    'balance/update_ratio_d': updateRatios[0],
    'balance/update_ratio_g': updateRatios[1],
  };
}

/**
 * How D judges held-out real samples, fresh generated ones and those it learns from: mean output on each; how often it is right
 * and what that says of the distance between the two distributions, where the loss gives such an answer.
 */
export function balanceMetrics(
  game: Pick<Game, 'loss'>,
  { onReal, onFake, onTrainedOn }: Pick<Signals, 'onReal' | 'onFake' | 'onTrainedOn'>,
): Record<string, number> {
  const values: Record<string, number> = {
    'balance/real_score': mean(onReal),
    'balance/fake_score': mean(onFake),
    // Of points there are none: nothing to know by heart.
    ...(onTrainedOn && { 'balance/d_gap': mean(onTrainedOn) - mean(onReal) }),
  };
  const { decision, estimatesJsd } = catalog.losses.find(({ name }) => name === game.loss.name) ?? {};
  if (decision?.kind === 'threshold') {
    const { at } = decision;
    values['balance/d_acc_real'] = mean(onReal, (d) => (d > at ? 1 : 0));
    values['balance/d_acc_fake'] = mean(onFake, (d) => (d <= at ? 1 : 0));
    values['balance/r_t'] = mean(onTrainedOn ?? onReal, (d) => Math.sign(d - at));
  }
  if (decision?.kind === 'paired') values['balance/d_acc_paired'] = mean(onFake, (d, i) => (onReal[i]! > d ? 1 : 0));
  if (estimatesJsd === true) {
    // L_D at the best D is 2 ln 2 − 2 JSD (Goodfellow et al. 2014, equation 6); at any other D it is above.
    const lossOfD = mean(onReal, (d) => softplus(-d)) + mean(onFake, softplus);
    values['balance/jsd'] = (2 * Math.LN2 - lossOfD) / 2;
    values['balance/d_advantage'] = 1 - lossOfD / (2 * Math.LN2);
  }
  return values;
}

function mean(values: Float32Array, of: (value: number, index: number) => number = (value) => value): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += of(values[index]!, index);
  return sum / values.length;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
