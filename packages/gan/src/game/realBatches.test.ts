import { dispose } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testImages } from '../../testImages.ts';
import { testTrial } from '../../testTrial.ts';
import type { Game } from './game.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { freshState, type GameState } from './playerState.ts';
import { rowMemory, rowsOfSteps } from './realBatches.ts';

const random = await testBackend();

const game: Game = gameOfConfig(
  testTrial({ batch_size: 8, z_dim: 3, width_d: 8, d_steps: 2, loss: 'ra-ls' }, { recipe: 'mnist-bce' }),
  testImages,
  random,
);

/** As numbers; the tensors are gone. */
function rowsAfter(updates: number, memory?: ReturnType<typeof rowMemory>): Record<string, number[]> {
  const first = freshState(game) as GameState;
  const state = { ...first, d: { ...first.d, slots: { ...first.d.slots, updates } } };
  const rows = rowsOfSteps(game, [state], memory);
  const values = Object.entries(rows).map(([name, tensor]) => [name, Array.from(tensor.dataSync())] as const);
  dispose(Object.values(rows));
  return Object.fromEntries(values);
}

test('rows of one call after the other lie in the same memory, and are what they are in memory of their own', () => {
  const asked: Int32Array[] = [];
  const kept = rowMemory();
  const memory: typeof kept = (batch, numbers) => {
    const found = kept(batch, numbers);
    asked.push(found);
    return found;
  };
  const [first, second] = [rowsAfter(0, memory), rowsAfter(40, memory)];
  expect([first, second]).toEqual([rowsAfter(0), rowsAfter(40)]);
  expect(first).not.toEqual(second);
  // Two updates of D and one of G that looks at real samples.
  expect(new Set(asked.map(({ buffer }) => buffer)).size).toBe(3);
  expect(asked).toHaveLength(6);
});

test('memory grows with what is asked for', () => {
  const memory = rowMemory();
  expect(memory(0, 4)).toHaveLength(4);
  expect(memory(0, 6)).toHaveLength(6);
  expect(memory(0, 2).buffer).toBe(memory(0, 6).buffer);
});
