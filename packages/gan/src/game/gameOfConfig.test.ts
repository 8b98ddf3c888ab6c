import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { grid } from '../data/grid.ts';
import type { ImageData, ImageSplit } from '../data/trainingData.ts';
import { createTraining } from '../training.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { freshState } from './playerState.ts';
import { realsOfStep } from './realBatches.ts';

const random = await testBackend();

test('a batch of more images than there are to train on is a data-set error with both numbers', () => {
  const config = testTrial({ batch_size: 8 }, { recipe: 'mnist-bce' });
  expect(() => createTraining({ config, data: dots(7), random })).toThrow(
    expect.objectContaining({ code: 'data-set', message: expect.stringMatching(/dots has 7 images .* batch of 8/) }),
  );
  const game = gameOfConfig(config, dots(8), random);
  expect(realsOfStep(game, freshState(game), 1).d[0]!.samples.shape).toEqual([8, 4]);
});

test('batches of points come from all modes of the data, each from its own draw: of D, of G, and of every step', () => {
  const values = { batch_size: 512, d_steps: 2, g_steps: 2, loss: 'ragan' };
  const game = gameOfConfig(testTrial(values), grid, random);
  const state = freshState(game);
  const batchesOf = (step: number) => {
    const { d, g } = realsOfStep(game, state, step);
    return [...d, ...g].map(({ samples }) => samples.arraySync());
  };
  const first = batchesOf(1);
  const near = (x: number) => Math.round(x / 2) * 2;
  for (const batch of first) expect(new Set(batch.map(([x, y]) => `${near(x!)},${near(y!)}`)).size).toBe(25);
  expect(batchesOf(1)).toEqual(first);
  const all = [...first, ...batchesOf(2)].map((batch) => batch.join());
  expect(new Set(all).size).toBe(8);
});

function dots(count: number): ImageData {
  const split: ImageSplit = { count, pixels: new Uint8Array(4 * count).fill(9), labels: new Uint8Array() };
  return {
    kind: 'images',
    name: 'dots',
    width: 2,
    height: 2,
    channels: 1,
    labelCount: 0,
    train: split,
    heldOut: split,
  };
}
