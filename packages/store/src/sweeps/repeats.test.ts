import type { Race } from '@seesaw/shared/pointStanding';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { expect, test } from 'vitest';
import type { Suggest } from '../suggestPort.ts';
import { begin, newSweep, suggest } from '../testing/exampleSweep.ts';
import { command, store } from '../testing/testStore.ts';

const repeated: Partial<ResolvedSweep> = { method: 'random', repeats: 3, plannedTrials: 9, race: { confidence: 0.95 } };

/** Points whose results lie above 1 are given up. */
const race: Race = (_sweep, point) =>
  point.results.some((result) => result === null || result > 1)
    ? { kind: 'stop', why: 'it is above 1' }
    : { kind: 'continue' };

async function next(sweepId: string, open: number[], count: number, how: Suggest = suggest) {
  const { trials, exhausted } = await store.sweeps.nextTrials({ sweepId, open, count, suggest: how, race });
  return { numbers: trials.map(({ number }) => number), exhausted };
}

async function complete(sweepId: string, scores: Record<number, number>): Promise<void> {
  for (const [number, value] of Object.entries(scores)) {
    const { id: trialId } = await store.trials.byNumber(sweepId, Number(number));
    const { attempt } = await begin(store, trialId);
    await store.metrics.append({ trialId, attempt, points: [{ metric: 'eval/score', step: 100, value, at: 0 }] });
    await store.segments.finish({ trialId, attempt, state: 'completed', step: 100, message: 'done' });
  }
}

async function rows(sweepId: string) {
  return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 })).items;
}

test('all trials of a point are numbered at once and differ in the training seed alone, whenever they begin', async () => {
  const sweepId = await newSweep(store, repeated);
  let asked = 0;
  const counting: Suggest = (sweep, number) => {
    asked += 1;
    return suggest(sweep, number);
  };
  expect(await next(sweepId, [], 1, counting)).toEqual({ numbers: [1], exhausted: false });
  await complete(sweepId, { 1: 0.5 });
  expect(await next(sweepId, [], 1, counting)).toEqual({ numbers: [2], exhausted: false });
  expect(asked).toBe(1);
  const trials = await rows(sweepId);
  expect(trials.map(({ number, pointNumber }) => [number, pointNumber])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(new Set(trials.map(({ point }) => JSON.stringify(point))).size).toBe(1);
  expect(new Set(trials.map(({ config }) => config.seed)).size).toBe(3);
});

test('once a point is complete, later repeats of others wait for the first ones, and are skipped when these say enough', async () => {
  const sweepId = await newSweep(store, repeated);
  expect((await next(sweepId, [], 3)).numbers).toEqual([1, 2, 3]);
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4 });
  // Trials 6 and 9 wait for the two before them.
  expect((await next(sweepId, [], 4)).numbers).toEqual([4, 5, 7, 8]);
  await complete(sweepId, { 4: 2, 5: 2.1, 7: 0.7, 8: 0.8 });
  expect(await next(sweepId, [], 4)).toEqual({ numbers: [9], exhausted: true });
  await complete(sweepId, { 9: 0.9 });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
  expect((await rows(sweepId)).map(({ state }) => state)).toEqual([
    ...Array<string>(5).fill('completed'),
    'skipped',
    ...Array<string>(3).fill('completed'),
  ]);
  const { events } = await store.events.after({ cursor: 0, sweepId, limit: 1000 });
  expect(events.find(({ data }) => data.to === 'skipped')?.message).toBe(
    'Trial 6 skipped, as trials 4, 5 say enough: it is above 1',
  );
  const points = await store.sweeps.points(sweepId);
  expect(points.map(({ number, n, complete }) => [number, n, complete])).toEqual([
    [1, 3, true],
    [3, 3, true],
    [2, 2, false],
  ]);
  expect(points[0]).toMatchObject({ trials: [1, 2, 3], mean: 0.5, standardError: expect.closeTo(0.1 / Math.sqrt(3)) });
  expect(await store.sweeps.get(sweepId)).toMatchObject({
    bestScore: 0.5,
    bestTrialNumber: 1,
    bestPoint: { number: 1, n: 3, standardError: expect.closeTo(0.1 / Math.sqrt(3)) },
  });
});

test('no place stays empty for the race, and without a complete point nothing waits', async () => {
  const sweepId = await newSweep(store, { ...repeated, plannedTrials: 6 });
  expect((await next(sweepId, [], 6)).numbers).toEqual([1, 2, 3, 4, 5, 6]);
  const late = await newSweep(store, { ...repeated, plannedTrials: 6 });
  await next(late, [], 3);
  await complete(late, { 1: 0.5, 2: 0.6, 3: 0.4 });
  expect(await next(late, [], 3)).toEqual({ numbers: [4, 5, 6], exhausted: true });
});

test('with the race off every repeat is trained', async () => {
  const { race: _, ...off } = repeated;
  const sweepId = await newSweep(store, { ...off, plannedTrials: 6 });
  await next(sweepId, [], 3);
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4 });
  await next(sweepId, [], 2);
  await complete(sweepId, { 4: 9, 5: 9 });
  expect(await next(sweepId, [], 2)).toEqual({ numbers: [6], exhausted: true });
});

test('a lucky trial is no best one: the best point is that with the best mean, complete ones before others', async () => {
  const { race: _, ...off } = repeated;
  const sweepId = await newSweep(store, off);
  await next(sweepId, [], 9);
  await complete(sweepId, { 4: 0.1 });
  expect(await store.sweeps.get(sweepId)).toMatchObject({
    bestScore: 0.1,
    bestPoint: { number: 2, n: 1, standardError: null },
  });
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4 });
  expect(await store.sweeps.get(sweepId)).toMatchObject({ bestTrialNumber: 1, bestPoint: { number: 1, n: 3 } });
  await complete(sweepId, { 5: 0.2, 6: 0.3 });
  expect(await store.sweeps.get(sweepId)).toMatchObject({
    bestScore: expect.closeTo(0.2),
    bestPoint: { number: 2, n: 3 },
  });
});

test('the last point of a plan that ends in its middle is as complete to the best as to the list of points', async () => {
  const { race: _, ...off } = repeated;
  const sweepId = await newSweep(store, { ...off, plannedTrials: 4 });
  await next(sweepId, [], 4);
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4, 4: 0.2 });
  expect((await store.sweeps.points(sweepId))[0]).toMatchObject({ number: 2, n: 1, complete: true });
  expect(await store.sweeps.get(sweepId)).toMatchObject({ bestTrialNumber: 4, bestPoint: { number: 2, n: 1 } });
});

test('the target is reached by the mean of a complete point, not by one trial of it', async () => {
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'minimize', target: 0.35 };
  const sweepId = await newSweep(store, { ...repeated, metric });
  await next(sweepId, [], 3);
  await complete(sweepId, { 1: 0.1, 2: 0.3 });
  expect(await store.sweeps.toStopByRule()).not.toContain(sweepId);
  await complete(sweepId, { 3: 0.5 });
  expect(await store.sweeps.toStopByRule()).toContain(sweepId);
  expect(await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest, race })).toMatchObject({
    stopped: true,
  });
  const { events } = await store.events.after({ cursor: 0, sweepId, limit: 1000 });
  expect(events.find(({ data }) => data.to === 'stopping')?.message).toContain(
    'the mean of trials 1, 2, 3 reached the target with eval/score = 0.3',
  );
});

test('a point that a person picks gets all its repeats, which no race skips; the search goes on around them', async () => {
  const sweepId = await newSweep(store, { ...repeated, base: { steps: 100 }, plannedTrials: 6 });
  await next(sweepId, [], 3);
  const answer = await command(sweepId, { kind: 'add-trial', values: { lr_ratio: 7 } });
  expect(answer).toMatchObject({
    trials: 3,
    number: 4,
    message: expect.stringContaining('Trials 4 to 6 added, 3 seeds'),
  });
  const seed = command(sweepId, { kind: 'add-trial', values: { lr_ratio: 7, seed: 1 } });
  await expect(seed).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('3 seeds of its own'),
  });
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4, 4: 5, 5: 5 });
  expect((await next(sweepId, [], 3)).numbers).toEqual([6, 7, 8]);
  const trials = await rows(sweepId);
  expect(trials.map(({ pointNumber, origin }) => `${pointNumber} ${origin}`)).toEqual([
    ...Array<string>(3).fill('1 search'),
    ...Array<string>(3).fill('2 person'),
    ...Array<string>(3).fill('3 search'),
  ]);
  expect(new Set(trials.slice(3, 6).map(({ config }) => config.seed)).size).toBe(3);
  expect(trials.slice(3, 6).every(({ point }) => point.lr_ratio === 7)).toBe(true);
});

test('a plan that ended within a point goes on with it when it is extended', async () => {
  const sweepId = await newSweep(store, { ...repeated, plannedTrials: 4 });
  await next(sweepId, [], 4);
  await complete(sweepId, { 1: 0.5, 2: 0.6, 3: 0.4, 4: 0.3 });
  expect((await store.sweeps.points(sweepId))[0]).toMatchObject({ number: 2, complete: true });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
  await command(sweepId, { kind: 'extend', trials: 2 });
  expect(await next(sweepId, [], 4)).toMatchObject({ numbers: [5, 6], exhausted: true });
  const [fourth, fifth] = (await rows(sweepId)).slice(3);
  expect(fifth?.point).toEqual(fourth?.point);
  expect((await store.sweeps.points(sweepId))[1]).toMatchObject({ number: 2, complete: false });
});
