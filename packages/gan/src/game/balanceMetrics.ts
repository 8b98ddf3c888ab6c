import type { Tensor2D } from '@tensorflow/tfjs-core';
import { catalog } from '../catalog/catalog.ts';
import type { Game } from './game.ts';
import { judge } from './judge.ts';
import type { GameState } from './playerState.ts';
import { readValues } from './readValues.ts';

/**
 * How D judges held-out real samples and fresh generated ones, [n, features] real: mean output on each, and how often it is
 * right where the loss has a decision. Waits for the device; changes nothing.
 */
export function balanceMetrics(game: Game, state: GameState, step: number, heldOut: Tensor2D): Record<string, number> {
  const real = readValues(() => judge(game, state, heldOut));
  const fake = readValues(() => {
    const shape = [heldOut.shape[0], game.zDim];
    const z = game.random.normal(shape, { seed: game.seed, purpose: 'z-for-log', step }) as Tensor2D;
    return judge(game, state, game.g.apply(state.g.weights, z));
  });
  const values: Record<string, number> = { 'balance/real_score': mean(real), 'balance/fake_score': mean(fake) };
  const decision = catalog.losses.find((loss) => loss.name === game.loss.name)?.decision;
  if (decision?.kind === 'threshold') {
    values['balance/d_acc_real'] = share(real, (d) => d > decision.at);
    values['balance/d_acc_fake'] = share(fake, (d) => d <= decision.at);
  }
  if (decision?.kind === 'paired') values['balance/d_acc_paired'] = share(real, (d, i) => d > fake[i]!);
  return values;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share(values: Float32Array, holds: (value: number, index: number) => boolean): number {
  return values.reduce((count, value, index) => count + (holds(value, index) ? 1 : 0), 0) / values.length;
}
