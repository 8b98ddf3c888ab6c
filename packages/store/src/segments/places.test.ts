import { expect, test } from 'vitest';
import type { SegmentStart } from '../segmentPort.ts';
import { begin, newSweep, newTrials, suggest } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

const start = (trialId: number) => store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 0 });
const count = (starts: readonly SegmentStart[], kind: SegmentStart['kind']) =>
  starts.filter((one) => one.kind === kind).length;

test('no more trials run than the sweep allows at once, however many ask in the same moment; a place that is given back is taken', async () => {
  const { trials } = await newTrials(store, 6, { concurrency: 2 });
  const first = await Promise.all(trials.map(({ trialId }) => start(trialId)));
  expect([count(first, 'run'), count(first, 'full')]).toEqual([2, 4]);
  const full = trials.filter((_, index) => first[index]?.kind === 'full');
  for (const { trialId } of full)
    expect(await store.trials.get(trialId)).toMatchObject({ state: 'pending', attempt: 0, startedAt: null });

  const running = trials[first.findIndex(({ kind }) => kind === 'run')]!;
  await store.segments.finish({ trialId: running.trialId, attempt: 1, state: 'diverged', step: 1, message: 'NaN' });
  const second = await Promise.all(full.map(({ trialId }) => start(trialId)));
  expect([count(second, 'run'), count(second, 'full')]).toEqual([1, 3]);
});

test('before a segment has a place it is known what it trains, and then in which lane', async () => {
  const { sweepId, trials } = await newTrials(store, 1, { pack: 4 });
  const { trialId } = trials[0]!;
  expect(await store.sweeps.load(sweepId)).toMatchObject({ pack: 4 });
  expect(await store.segments.config(trialId)).toEqual((await store.trials.get(trialId)).config);
  await store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 2, lane: 3 });
  expect(await store.trials.attempts(trialId)).toMatchObject([{ slot: 2, lane: 3 }]);
  await expect(store.segments.config(-1)).rejects.toMatchObject({ code: 'not-found' });
});

test('a trial that runs keeps its place when its next attempt starts, also where fewer may run by now', async () => {
  const { sweepId, trials } = await newTrials(store, 2);
  for (const { trialId } of trials) await begin(store, trialId);
  const command = { kind: 'set-concurrency', concurrency: 1 } as const;
  await store.sweeps.applyCommand({ sweepId, command, commandId: `${sweepId} fewer` });
  expect(await start(trials[0]!.trialId)).toMatchObject({ kind: 'run', attempt: 2 });
});

test('trials may queue where the slots of the pool are no more than may run at once, and nothing learnt meanwhile matters', async () => {
  const pool = `places-${process.pid}`;
  const mayQueue = async (changes: Parameters<typeof newSweep>[1]) => {
    const sweepId = await newSweep(store, { pool, concurrency: 2, ...changes });
    return (await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest })).mayQueue ?? false;
  };
  expect(await mayQueue({})).toBe(false);
  await store.workers.heartbeat({
    ...{ id: pool, host: 'h', pid: 1, pool, version: '0', startedAt: new Date(0).toISOString() },
    slots: [0, 1].map((slot) => ({ slot, device: 'none', threads: 1, childPid: null, lanes: [null] })),
  });
  expect(await mayQueue({})).toBe(true);
  expect(await mayQueue({ concurrency: 1 })).toBe(false);
  // Two slots of two lanes are four places.
  expect(await mayQueue({ pack: 2 })).toBe(false);
  expect(await mayQueue({ pack: 2, concurrency: 4 })).toBe(true);
  expect(await mayQueue({ method: 'tpe' })).toBe(false);
  expect(await mayQueue({ maxFailed: 3 })).toBe(false);
  await store.workers.gone(pool);
  expect(await mayQueue({})).toBe(false);
});
