import { type Tensor1D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { heldOutBatch } from '../data/heldOut.ts';
import { ring as data } from '../data/ring.ts';
import { gameOfConfig } from '../game/gameOfConfig.ts';
import { judge } from '../game/judge.ts';
import { freshState, type GameState } from '../game/playerState.ts';
import { playStep } from '../game/playStep.ts';
import { readValues } from '../game/readValues.ts';
import { realsOfStep } from '../game/realBatches.ts';
import { eagerWatcher } from '../game/watcher.ts';
import { dualityGap, latentOfGap, movedApart } from './dualityGap.ts';
import { slopesAt } from './slopesAt.ts';

const random = await testBackend();
const heldOut = heldOutBatch(data, 256, 0, random);

test('the slope of D is the length of its gradient in x, as differences show it', () => {
  const game = gameOfConfig(testTrial({ activation_d: 'tanh' }), data, random);
  const state = freshState(game);
  const points = [0.3, -0.2, 1, 0.4, -0.7, 0.9];
  const answer = (moved: readonly number[]) =>
    readValues(() => judge(game, state, { samples: tensor2d([...moved], [3, 2]) }));
  const h = 1e-2;
  const along = [0, 1].map((axis) => {
    const [up, down] = [h, -h].map((by) => answer(points.map((value, i) => (i % 2 === axis ? value + by : value))));
    return Array.from(up!, (value, i) => (value - down![i]!) / (2 * h));
  });
  const lengths = along[0]!.map((x, i) => Math.hypot(x, along[1]![i]!));
  const expected = lengths.reduce((a, b) => a + b, 0) / 3;
  expect(readValues(() => slopesAt(game, state, [{ samples: tensor2d(points, [3, 2]) }])[0]!)[0]).toBeCloseTo(
    expected,
    3,
  );
});

test('the slope of packs is that of each answer over all that it looked at', () => {
  const game = gameOfConfig(testTrial({ pac: 2 }), data, random);
  const state = freshState(game);
  expect(readValues(() => slopesAt(game, state, [heldOut])[0]!)[0]).toBeGreaterThan(0);
});

function played(values: Parameters<typeof testTrial>[0], steps: number) {
  const game = gameOfConfig(testTrial({ width_d: 32, batch_size: 64, ...values }), data, random);
  let state: GameState = freshState(game);
  for (let step = 1; step <= steps; step += 1) {
    const before = state;
    state = tidy(() => playStep(game, before, step, realsOfStep(game, before, step)).state as never) as GameState;
  }
  const gap = (of = heldOut) =>
    readValues(() =>
      dualityGap(game, movedApart(game, eagerWatcher(game), state, steps), latentOfGap(game, steps, of), of),
    )[0]!;
  return { state, gap };
}

test.each(['minimax', 'nonsaturating', 'ragan', 'wgan-gp'])(
  '%s: players that have not begun have much to gain',
  (loss) => {
    expect(played({ loss, lr_d: 0.01 }, 0).gap()).toBeGreaterThan(0.01);
  },
);

test('players that cannot move have nothing to gain', () => {
  expect(played({ lr_d: 1e-30 }, 0).gap()).toBe(0);
});

test('a D that is far behind has more to gain than one that has caught up, while G stands still', () => {
  const standing = { lr_ratio: 1e-30, lr_d: 0.002, loss: 'minimax' };
  expect(played(standing, 60).gap()).toBeLessThan(0.8 * played(standing, 10).gap());
});

test('the duality gap is a function of state and step and leaves the players alone', () => {
  const { state, gap } = played({}, 3);
  const weights = (of: Tensor1D) => Array.from(of.dataSync());
  const before = [weights(state.d.weights), weights(state.g.weights)];
  expect(gap()).toBe(gap());
  expect([weights(state.d.weights), weights(state.g.weights)]).toEqual(before);
});

test('what held-out batches are made of does not matter to it', () => {
  const { gap } = played({ pac: 3 }, 1);
  expect(Number.isFinite(gap(heldOutBatch(data, 100, 0, random)))).toBe(true);
});
