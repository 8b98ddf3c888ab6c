import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchOrder } from './batchOrder.ts';

test('every epoch visits every item exactly once, wherever batches are cut', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (size, batch, seed) => {
        const order = batchOrder(size, batch, seed);
        const epochs = 3;
        const batches = Math.ceil((epochs * size) / batch);
        const visited = Array.from({ length: batches }, (_, update) => [...order(update)]).flat();
        for (let epoch = 0; epoch < epochs; epoch++) {
          const items = visited.slice(epoch * size, (epoch + 1) * size);
          expect(items.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a batch is the same whether or not the ones before it were asked for', () => {
  const fromStart = batchOrder(100, 32, 9);
  const inOrder = Array.from({ length: 12 }, (_, update) => [...fromStart(update)]);
  expect([...batchOrder(100, 32, 9)(11)]).toEqual(inOrder[11]);
  expect(inOrder[0]).not.toEqual(inOrder[11]);
  expect([...batchOrder(100, 32, 10)(0)]).not.toEqual(inOrder[0]);
});
