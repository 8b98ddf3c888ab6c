import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

/** Time passes only where the test says so. */
function clock(busy: boolean, share: number) {
  let time = 0;
  const pauses: number[] = [];
  const pace = createPace({
    share,
    isBusy: async () => busy,
    now: () => time,
    pause: async (ms) => {
      pauses.push(ms);
      time += ms;
    },
  });
  const work = (ms: number) =>
    pace.keep(async () => {
      time += ms;
    });
  return { work, pauses, elapsed: () => time };
}

test('while trials run, only the given share of the time is spent', async () => {
  const { work, elapsed } = clock(true, 0.1);
  for (let i = 0; i < 50; i += 1) await work(20);
  expect((50 * 20) / elapsed()).toBeCloseTo(0.1, 5);
});

test('with nothing running, or a share of 1, there is no pause', async () => {
  for (const { work, pauses } of [clock(false, 0.1), clock(true, 1)]) {
    await work(100);
    expect(pauses).toEqual([]);
  }
});

test('whoever stops the mirror does not wait for its pause', async () => {
  const stopping = new AbortController();
  const stopMeanwhile = (_ms: number, signal?: AbortSignal) =>
    new Promise((resolve) => {
      signal?.addEventListener('abort', resolve);
      stopping.abort();
    });
  const pace = createPace({ share: 0.1, isBusy: async () => true, pause: stopMeanwhile });
  expect(await pace.keep(async () => 'done', stopping.signal)).toBe('done');
});

test('one slow answer makes no endless pause', async () => {
  const { work, pauses } = clock(true, 0.1);
  await work(60_000);
  expect(pauses).toEqual([5_000]);
});
