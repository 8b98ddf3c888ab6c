import { catalog } from '../catalog/catalog.ts';
import type { Game } from './game.ts';
import type { Signals } from './readSignals.ts';

/**
 * How D judges held-out real samples and fresh generated ones: mean output on each, and how often it is right where the loss
 * has a decision.
 */
export function balanceMetrics(game: Game, { onReal, onFake }: Signals): Record<string, number> {
  const values: Record<string, number> = { 'balance/real_score': mean(onReal), 'balance/fake_score': mean(onFake) };
  const decision = catalog.losses.find((loss) => loss.name === game.loss.name)?.decision;
  if (decision?.kind === 'threshold') {
    values['balance/d_acc_real'] = share(onReal, (d) => d > decision.at);
    values['balance/d_acc_fake'] = share(onFake, (d) => d <= decision.at);
  }
  if (decision?.kind === 'paired') values['balance/d_acc_paired'] = share(onReal, (d, i) => d > onFake[i]!);
  return values;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function share(values: Float32Array, holds: (value: number, index: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < values.length; index += 1) if (holds(values[index]!, index)) count += 1;
  return count / values.length;
}
