import { configOf } from '@seesaw/shared/configOf';
import { expect, test } from 'vitest';
import { begin, newSweep, newTrials, suggest } from '../../testing/exampleSweep.ts';
import { command, store } from '../../testing/testStore.ts';

async function rows(sweepId: string) {
  return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 })).items;
}

const base = { steps: 100, batch_size: 64 };

test('a hand-picked point is numbered like a suggestion, marked, planned on top, and launched', async () => {
  const { sweepId } = await newTrials(store, 2, { base, plannedTrials: 3 });
  const values = { lr_ratio: 0.7, batch_size: 32 };
  expect(await command(sweepId, { kind: 'add-trial', values })).toMatchObject({
    state: 'running',
    trials: 1,
    number: 3,
  });
  const added = (await rows(sweepId))[2];
  expect(added).toMatchObject({ number: 3, origin: 'person', state: 'pending', point: values });
  const sweep = await store.sweeps.get(sweepId);
  expect(sweep).toMatchObject({ plannedTrials: 4, definition: { plannedTrials: 4, handPicked: [3] } });
  expect(added?.config).toEqual(configOf(sweep.definition, values, 3));
  const next = await store.sweeps.nextTrials({ sweepId, open: [1, 2], count: 9, suggest });
  expect(next).toMatchObject({ trials: [{ number: 3 }, { number: 4 }], exhausted: true });
  expect((await rows(sweepId))[3]).toMatchObject({ number: 4, origin: 'search' });
});

test('a point is added to an ended sweep, which runs again; the same configuration twice is refused', async () => {
  const sweepId = await newSweep(store, { base: { ...base, seed: 5 } });
  await command(sweepId, { kind: 'cancel' });
  await store.sweeps.settle(sweepId);
  const add = { kind: 'add-trial', values: { lr_ratio: 2 } } as const;
  expect(await command(sweepId, add)).toMatchObject({ state: 'running', number: 1 });
  await expect(command(sweepId, add)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('trial 1 (pending) has exactly this configuration'),
  });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 9, suggest });
  expect(next).toMatchObject({ trials: [{ number: 1 }], exhausted: true });
});

test('after an extension a hand-picked number is part of the definition that it was given under', async () => {
  const { sweepId } = await newTrials(store, 1, { base, method: 'random', plannedTrials: 3 });
  await command(sweepId, { kind: 'extend', bounds: [{ name: 'lr_ratio', max: 50 }] });
  await command(sweepId, { kind: 'add-trial', values: { lr_ratio: 2 } });
  const definitions = await store.sweeps.definitions(sweepId);
  expect(definitions.map(({ fromNumber, definition }) => [fromNumber, definition.handPicked])).toEqual([
    [1, undefined],
    [2, [2]],
  ]);
  expect(definitions.at(-1)?.definition).toEqual((await store.sweeps.get(sweepId)).definition);
});

test('only a trial that has not begun can be skipped, and it stays so', async () => {
  const { sweepId, trials } = await newTrials(store, 2, { plannedTrials: 2 });
  await begin(store, trials[0]!.trialId);
  await expect(command(sweepId, { kind: 'skip-trial', number: 1 })).rejects.toMatchObject({
    message: expect.stringContaining('trial 1 is running'),
  });
  expect(await command(sweepId, { kind: 'skip-trial', number: 2 })).toMatchObject({ trials: 1 });
  expect(await command(sweepId, { kind: 'skip-trial', number: 2 })).toMatchObject({ trials: 0 });
  const start = await store.segments.start({ trialId: trials[1]!.trialId, workerId: 'w', host: 'h', slot: 0 });
  expect(start).toMatchObject({ kind: 'ended', state: 'skipped' });
  await expect(command(sweepId, { kind: 'skip-trial', number: 9 })).rejects.toMatchObject({ code: 'not-found' });
});

test('a running trial that shall stop tells its trainer so, also when the trainer is lost before it heard it', async () => {
  const { sweepId, trials } = await newTrials(store, 3);
  const [first, second] = trials;
  const { attempt } = await begin(store, first!.trialId);
  await begin(store, second!.trialId);
  for (const number of [1, 2])
    expect(await command(sweepId, { kind: 'stop-trial', number })).toMatchObject({ trials: 1 });
  expect(await store.segments.intent(first!.trialId)).toBe('stop');
  const finish = { trialId: first!.trialId, attempt, state: 'stopped-early', step: 40, message: 'stopped' } as const;
  await store.segments.finish(finish);
  expect(await store.trials.release({ trialId: second!.trialId, code: 'trainer-lost', message: 'gone' })).toEqual({
    state: 'stopped-early',
  });
  expect(await command(sweepId, { kind: 'stop-trial', number: 1 })).toMatchObject({ trials: 0 });
  await expect(command(sweepId, { kind: 'stop-trial', number: 3 })).rejects.toMatchObject({ code: 'conflict' });
  await command(sweepId, { kind: 'cancel' });
  expect((await rows(sweepId)).map((row) => row.state)).toEqual(['stopped-early', 'stopped-early', 'cancelled']);
});
