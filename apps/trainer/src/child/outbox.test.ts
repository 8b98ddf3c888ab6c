import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FromChild } from '../protocol.ts';
import { createOutbox } from './outbox.ts';

const segment = { trialId: 1, attempt: 1 };
const metrics = (step: number): FromChild => ({ type: 'metrics', ...segment, step, at: 0, values: {} });
const progress = (step: number): FromChild => ({ type: 'progress', ...segment, step });
const log = (step: number): FromChild => ({ type: 'log', ...segment, step, level: 'info', message: '' });
const listened = () => new Promise((resolve) => setImmediate(resolve));

function outbox() {
  const blocks: (readonly FromChild[])[] = [];
  return { blocks, ...createOutbox((block) => blocks.push(block)) };
}

test('reports wait for each other until the thread is free, and go out before whoever waited for that goes on', async () => {
  const { blocks, put } = outbox();
  for (const step of [1, 2, 3]) put(metrics(step));
  put(progress(3));
  expect(blocks).toEqual([]);
  await listened();
  expect(blocks).toEqual([[metrics(1), metrics(2), metrics(3), progress(3)]]);
  put(metrics(4));
  await listened();
  expect(blocks.slice(1)).toEqual([[metrics(4)]]);
});

test('what must not wait takes with it what waits, and nothing goes out twice', async () => {
  const { blocks, put, send } = outbox();
  put(metrics(1));
  put(log(1));
  expect(blocks).toEqual([[metrics(1), log(1)]]);
  put(metrics(2));
  send();
  send();
  await listened();
  expect(blocks.slice(1)).toEqual([[metrics(2)]]);
});

test('whatever is said and whenever the process listens, nothing is lost and the order is kept', async () => {
  const said = fc.array(fc.constantFrom('metrics', 'progress', 'log', 'listen', 'send'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(said, async (words) => {
      const { blocks, put, send } = outbox();
      const all: FromChild[] = [];
      for (const [step, word] of words.entries()) {
        if (word === 'listen') await listened();
        else if (word === 'send') send();
        else {
          const message = { metrics, progress, log }[word](step);
          all.push(message);
          put(message);
        }
      }
      await listened();
      expect(blocks.flat()).toEqual(all);
      expect(blocks.every((block) => block.length > 0)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
