import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { ring } from '../data/ring.ts';
import { drawSamples } from './drawSamples.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { judge } from './judge.ts';
import { freshState } from './playerState.ts';
import { readValues } from './readValues.ts';
import { eagerWatcher } from './watcher.ts';

const random = await testBackend();

test('the surface is what D says of each point of the plane, from left to right and from below', () => {
  const game = gameOfConfig(testTrial({ width_d: 8 }), ring, random);
  const state = freshState(game);
  const set = drawSamples({ game, watcher: eagerWatcher(game), data: ring }, state);
  if (set.kind !== 'points') throw new Error('The ring shows points.');
  const { surface, bounds } = set.tensors;
  const [left, right, low, high] = bounds!.data as unknown as [number, number, number, number];
  const side = surface!.shape[0]!;
  const places = [
    [0, 0],
    [side - 1, 0],
    [0, side - 1],
    [side - 1, side - 1],
    [20, 41],
  ] as const;
  const along = (from: number, to: number, place: number) => from + ((to - from) * place) / (side - 1);
  const points = places.map(([x, y]): [number, number] => [along(left, right, x), along(low, high, y)]);
  const said = readValues(() => judge(game, state, { samples: tensor2d(points) }));
  places.forEach(([x, y], index) => {
    expect(surface!.data[y * side + x]).toBeCloseTo(said[index]!, 4);
  });
});
