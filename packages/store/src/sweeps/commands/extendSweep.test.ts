import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Extension } from '@seesaw/shared/workflows';
import { expect, test } from 'vitest';
import type { Suggest } from '../../suggestPort.ts';
import { begin, newTrials, reportScore, suggest as suggestAlike } from '../../testing/exampleSweep.ts';
import { store } from '../../testing/testStore.ts';
import { configHash } from '../../trials/configHash.ts';

let given = 0;

const random: Partial<ResolvedSweep> = { method: 'random', base: { steps: 100, lr_end: 1 } };

/** By the definition that it is given, so that a test can tell under which one a trial was suggested. */
const suggest = ((sweep, number) => {
  const config = suggestAlike(sweep, number);
  const [axis] = sweep.space;
  const least = axis?.dimension.kind === 'float' ? axis.dimension.min : 0;
  return { ...config, steps: Number(sweep.base.steps), values: { ...config.values, lr_ratio: least + number } };
}) satisfies Suggest;

async function finished(count: number, changes: Partial<ResolvedSweep> = {}) {
  const made = await newTrials(store, 0, { ...random, plannedTrials: count, ...changes });
  const { sweepId } = made;
  const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count, suggest });
  for (const { trialId } of trials) {
    const { attempt, config } = await begin(store, trialId);
    await store.checkpoints.save({
      ...{ trialId, attempt, step: config.steps, stateSha: 's', bytes: 1, location: 'spool@host-a:x', manifest: {} },
    });
    await reportScore(store, { trialId, attempt });
    await store.segments.finish({ trialId, attempt, state: 'completed', step: config.steps, message: 'done' });
  }
  await store.sweeps.settle(sweepId);
  return { sweepId, trials };
}

function extend(sweepId: string, extension: Omit<Extension, 'kind'>) {
  given += 1;
  const command = { kind: 'extend', ...extension } as const;
  return store.sweeps.applyCommand({ sweepId, command, commandId: `extend-${given}` });
}

async function rows(sweepId: string) {
  return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 })).items;
}

test('more trials reopen the search of an ended sweep, and number on where it ended', async () => {
  const { sweepId } = await finished(2);
  expect((await store.sweeps.get(sweepId)).state).toBe('completed');
  const answer = await extend(sweepId, { trials: 3 });
  expect(answer).toMatchObject({ state: 'running', message: expect.stringContaining('5 in all (2 before)') });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 10, suggest });
  expect(next).toMatchObject({ trials: [{ number: 3 }, { number: 4 }, { number: 5 }], exhausted: true });
  expect(await store.sweeps.get(sweepId)).toMatchObject({ plannedTrials: 5, definition: { plannedTrials: 5 } });
});

test('more trials of a stopped sweep are that many more, not the rest that was given up', async () => {
  const { sweepId } = await newTrials(store, 2, { ...random, plannedTrials: 9 });
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'stop' }, commandId: `stop-${sweepId}` });
  await store.sweeps.settle(sweepId);
  await extend(sweepId, { trials: 1 });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 10, suggest });
  expect(next.trials.map(({ number }) => number)).toEqual([3]);
});

test('an exhausted grid is refused in words, one with points left gives them', async () => {
  const values = [1, 2, 3];
  const grid = { method: 'grid', space: [{ name: 'lr_ratio', dimension: { kind: 'choice', values } }] } as const;
  const axis = { ...grid.space[0]!, dimension: { kind: 'choice' as const, values: [...values] } };
  const { sweepId } = await finished(2, { method: 'grid', space: [axis] });
  await expect(extend(sweepId, { trials: 2 })).rejects.toMatchObject({
    message: expect.stringContaining('only 1 more of 3'),
  });
  await extend(sweepId, { trials: 1 });
  await expect(extend(sweepId, { trials: 1 })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('grid is exhausted: all 3 points'),
  });
  await extend(sweepId, { bounds: [{ name: 'lr_ratio', values: [3, 4, 5] }] });
  expect((await store.sweeps.get(sweepId)).plannedTrials).toBe(5);
});

test('more steps take finished trials on from their newest checkpoint, with the config and hash of the longer training', async () => {
  const { sweepId, trials } = await finished(2);
  const [first] = trials;
  const answer = await extend(sweepId, { steps: 250, schedules: [{ name: 'lr_end', neutral: 1 }] });
  expect(answer).toMatchObject({ state: 'running', trials: 2, message: expect.stringContaining('bit for bit') });
  const [row] = await rows(sweepId);
  expect(row).toMatchObject({ state: 'pending', config: { steps: 250 }, configHash: configHash(row!.config) });
  expect((await store.sweeps.get(sweepId)).definition.base.steps).toBe(250);
  const start = await begin(store, first!.trialId);
  expect(start).toMatchObject({ config: { steps: 250 }, resume: [{ step: 100 }] });
  await expect(extend(sweepId, { steps: 250 })).rejects.toMatchObject({ code: 'conflict' });
});

test('where a schedule stretches over the steps, the answer says what differs; from scratch nothing does', async () => {
  const changed = { base: { steps: 100, lr_end: 0.02 } };
  const schedules = [{ name: 'lr_end', neutral: 1 }];
  const one = await finished(1, changed);
  const answer = await extend(one.sweepId, { steps: 200, schedules });
  expect(answer.message).toMatch(/Not the same as a longer training.*lr_end stretches.*up to step 100.*from: scratch/s);
  const other = await finished(1, changed);
  expect((await extend(other.sweepId, { steps: 200, schedules, from: 'scratch' })).message).not.toMatch(/Not the same/);
  expect((await begin(store, other.trials[0]!.trialId)).resume).toEqual([]);
});

test('a trial that runs while its last step moves is not completed at the old one', async () => {
  const { sweepId, trials } = await newTrials(store, 1, { ...random, plannedTrials: 1 });
  const { trialId } = trials[0]!;
  const { attempt } = await begin(store, trialId);
  expect(await extend(sweepId, { steps: 300 })).toMatchObject({ trials: 1 });
  const finish = { trialId, attempt, state: 'completed', step: 100, message: 'done' } as const;
  expect(await store.segments.finish(finish)).toEqual({ state: 'pending' });
  expect(await store.segments.finish(finish)).toEqual({ state: 'pending' });
  const second = await begin(store, trialId);
  expect(second.config.steps).toBe(300);
  const last = { ...finish, attempt: second.attempt, step: 300 };
  await reportScore(store, last);
  expect(await store.segments.finish(last)).toEqual({ state: 'completed' });
});

test('wider bounds hold for trials from then on; what the earlier ones were suggested under can be read', async () => {
  const { sweepId } = await newTrials(store, 0, { ...random, plannedTrials: 4 });
  await store.sweeps.nextTrials({ sweepId, open: [], count: 2, suggest });
  await extend(sweepId, { bounds: [{ name: 'lr_ratio', min: 0.05 }] });
  await extend(sweepId, { bounds: [{ name: 'lr_ratio', min: 0.01 }] });
  await store.sweeps.nextTrials({ sweepId, open: [1, 2], count: 2, suggest });
  const definitions = await store.sweeps.definitions(sweepId);
  expect(definitions.map(({ fromNumber }) => fromNumber)).toEqual([1, 3]);
  for (const row of await rows(sweepId)) {
    const definition = definitions.findLast(({ fromNumber }) => fromNumber <= row.number)!.definition;
    expect(row.config).toEqual(suggest(definition, row.number));
  }
  await expect(extend(sweepId, { bounds: [{ name: 'lr_ratio', min: 0.5 }] })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('what cannot be extended is refused in words and changes nothing', async () => {
  const { sweepId } = await finished(1);
  await expect(extend(sweepId, {})).rejects.toMatchObject({ code: 'conflict' });
  await expect(extend(sweepId, { bounds: [{ name: 'lr_ratio', max: 99 }] })).rejects.toMatchObject({
    message: expect.stringContaining('its search has ended'),
  });
  await expect(extend(sweepId, { trials: 1, steps: 50 })).rejects.toMatchObject({ code: 'conflict' });
  expect(await store.sweeps.get(sweepId)).toMatchObject({ state: 'completed', plannedTrials: 1 });
  expect(await store.sweeps.definitions(sweepId)).toHaveLength(1);
});
