import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Judge } from '@seesaw/shared/standing';
import { expect, test } from 'vitest';
import { begin, newSweep, suggest } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

const asha: Partial<ResolvedSweep> = {
  earlyTerminate: { type: 'asha', minSteps: 10, eta: 3, maxSteps: null, mode: 'stop' },
  plannedTrials: 3,
};

/** Lets trials with a value below 5 go on; `undecided` ones wait. */
const below5 =
  (undecided: readonly number[] = []): Judge =>
  (_rule, _goal, number, standings) => {
    if (undecided.includes(number)) return { kind: 'wait' };
    const value = standings.find((standing) => standing.number === number)?.value ?? Number.POSITIVE_INFINITY;
    return value < 5 ? { kind: 'continue' } : { kind: 'stop', why: `its value is ${value}` };
  };

/** One segment of a trial, to wherever it ends. */
async function trainSegment(sweepId: string, number: number, value: number) {
  const { id: trialId } = await store.trials.byNumber(sweepId, number);
  const { attempt, untilStep, config } = await begin(store, trialId);
  await store.metrics.append({ trialId, attempt, points: [{ metric: 'eval/score', step: untilStep, value, at: 0 }] });
  const state = untilStep < config.steps ? 'waiting' : 'completed';
  await store.segments.finish({ trialId, attempt, state, step: untilStep, message: 'end of the segment' });
  return untilStep;
}

const states = async (sweepId: string) =>
  (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 })).items.map((row) => row.state);

test('trials train to their rung, give their place back, and only those that are let pass train on', async () => {
  const sweepId = await newSweep(store, asha);
  const ask = (open: number[], count: number) =>
    store.sweeps.nextTrials({ sweepId, open, count, suggest, judge: below5() });
  await ask([], 2);
  expect(await trainSegment(sweepId, 1, 3)).toBe(10);
  expect(await trainSegment(sweepId, 2, 7)).toBe(10);
  expect(await states(sweepId)).toEqual(['waiting', 'waiting']);

  const next = await ask([], 2);
  expect(next.trials.map((trial) => trial.number)).toEqual([1, 3]);
  expect(await states(sweepId)).toEqual(['waiting', 'stopped-early', 'pending']);
  // The answer got lost: asked again, the same trials are given.
  expect((await ask([], 2)).trials).toEqual(
    next.trials.map((trial) => ({ ...trial, launch: (trial.launch ?? 1) + 1 })),
  );
  expect(await trainSegment(sweepId, 1, 2)).toBe(30);
  expect((await ask([3], 1)).trials.map((trial) => trial.number)).toEqual([1]);
  expect(await trainSegment(sweepId, 1, 2)).toBe(90);
  await ask([3], 1);
  expect(await trainSegment(sweepId, 1, 1)).toBe(100);
  expect(await states(sweepId)).toEqual(['completed', 'stopped-early', 'pending']);
  expect((await store.trials.byNumber(sweepId, 2)).score).toBe(7);
});

test('its time on slots is that of its segments, without the time in which it waited to be judged', async () => {
  const sweepId = await newSweep(store, asha);
  const ask = () => store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest, judge: below5() });
  const now = () => store.trials.byNumber(sweepId, 1);
  await ask();
  expect(await now()).toMatchObject({ slotMs: 0, onSlotSince: null });
  await trainSegment(sweepId, 1, 3);
  await ask();
  expect(await now()).toMatchObject({ state: 'waiting', onSlotSince: null });
  const { attempt } = await begin(store, (await now()).id);
  const [first, second] = await store.trials.attempts((await now()).id);
  const firstMs = Date.parse(first!.endedAt!) - Date.parse(first!.startedAt);
  // Between the two it waited, and that is not counted. Postgres knows microseconds, the texts milliseconds.
  expect(Date.parse(second!.startedAt)).toBeGreaterThan(Date.parse(first!.endedAt!));
  const running = await now();
  expect(running.onSlotSince).toBe(second!.startedAt);
  expect(Math.abs(running.slotMs - firstMs)).toBeLessThanOrEqual(1);
  await store.segments.finish({
    ...{ trialId: running.id, attempt, state: 'stopped-early', step: 30 },
    message: 'end of the segment',
  });
  const ended = await now();
  const attempts = await store.trials.attempts(ended.id);
  const spans = attempts.map(({ startedAt, endedAt }) => Date.parse(endedAt!) - Date.parse(startedAt));
  expect(Math.abs(ended.slotMs - (spans[0]! + spans[1]!))).toBeLessThanOrEqual(2);
  expect(ended.onSlotSince).toBeNull();
});

test('a trial that was let pass and lost its lane trains to the rung behind, and is not judged twice', async () => {
  const sweepId = await newSweep(store, { ...asha, plannedTrials: 1 });
  const ask = () => store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest, judge: below5() });
  await ask();
  await trainSegment(sweepId, 1, 3);
  await ask();
  const { id: trialId } = await store.trials.byNumber(sweepId, 1);
  expect((await begin(store, trialId)).untilStep).toBe(30);
  await store.trials.release({ trialId, code: 'trainer-lost', message: 'gone' });
  await ask();
  expect((await begin(store, trialId)).untilStep).toBe(30);
});

test('who waits to be promoted holds the search open, and is stopped once nobody else can come', async () => {
  const sweepId = await newSweep(store, { ...asha, plannedTrials: 2 });
  const ask = (open: number[]) => store.sweeps.nextTrials({ sweepId, open, count: 2, suggest, judge: below5([1, 2]) });
  await ask([]);
  await trainSegment(sweepId, 1, 3);
  expect(await ask([2])).toMatchObject({ trials: [], exhausted: false });
  await trainSegment(sweepId, 2, 4);
  expect(await ask([])).toMatchObject({ trials: [], exhausted: true });
  expect(await states(sweepId)).toEqual(['stopped-early', 'stopped-early']);
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
});

test('a paused sweep keeps what waits at a rung; stopping it makes that a result', async () => {
  const sweepId = await newSweep(store, { ...asha, plannedTrials: 2 });
  await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest, judge: below5() });
  await trainSegment(sweepId, 1, 3);
  const order = (kind: 'pause' | 'stop') =>
    store.sweeps.applyCommand({ sweepId, command: { kind }, commandId: `${kind}-${sweepId}` });
  await order('pause');
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'paused' });
  expect(await states(sweepId)).toEqual(['waiting']);
  await order('stop');
  await store.sweeps.settle(sweepId);
  expect(await states(sweepId)).toEqual(['stopped-early']);
});
