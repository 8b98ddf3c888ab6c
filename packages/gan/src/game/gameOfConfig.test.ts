import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { grid } from '../data/grid.ts';
import type { ImageData, ImageSplit } from '../data/trainingData.ts';
import { createTraining } from '../training.ts';
import { gameOfConfig } from './gameOfConfig.ts';

const random = await testBackend();

test('a batch of more images than there are to train on is a data-set error with both numbers', () => {
  const config = testTrial({ batch_size: 8 }, { recipe: 'mnist-bce' });
  expect(() => createTraining({ config, data: dots(7), random })).toThrow(
    expect.objectContaining({ code: 'data-set', message: expect.stringMatching(/dots has 7 images .* batch of 8/) }),
  );
  expect(gameOfConfig(config, dots(8), random).realBatch(0).samples.shape).toEqual([8, 4]);
});

test('batches of points come from all modes of the data, and each from its own draw', () => {
  const game = gameOfConfig(testTrial({ batch_size: 512 }), grid, random);
  const first = game.realBatch(0).samples.arraySync();
  const near = (x: number) => Math.round(x / 2) * 2;
  expect(new Set(first.map(([x, y]) => `${near(x!)},${near(y!)}`)).size).toBe(25);
  expect(game.realBatch(0).samples.arraySync()).toEqual(first);
  expect(game.realBatch(1).samples.arraySync()).not.toEqual(first);
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
