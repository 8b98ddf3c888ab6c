import type { SweepCommand } from '@seesaw/shared/workflows';
import { expect, test } from 'vitest';
import { begin, newSweep, newTrials, reportScore, runningTrial, suggest } from '../../testing/exampleSweep.ts';
import { command, store } from '../../testing/testStore.ts';

async function states(sweepId: string): Promise<string[]> {
  const { items } = await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 });
  return items.map((row) => row.state);
}

async function fail(trialId: number): Promise<void> {
  await begin(store, trialId);
  await store.trials.close({ trialId, state: 'failed', code: 'internal', message: 'it broke' });
}

test('a command given twice under one id is done once and answered alike', async () => {
  const sweepId = await newSweep(store);
  const pause = { sweepId, command: { kind: 'pause' }, commandId: 'twice' } as const;
  const answer = await store.sweeps.applyCommand(pause);
  await command(sweepId, { kind: 'resume' });
  expect(await store.sweeps.applyCommand(pause)).toEqual(answer);
  expect((await store.sweeps.get(sweepId)).state).toBe('running');
});

test('pause lets running trials pause themselves, keeps pending ones, and resume brings all back', async () => {
  const { sweepId, trials } = await newTrials(store, 2);
  const { attempt } = await begin(store, trials[0]!.trialId);
  expect(await store.segments.intent(trials[0]!.trialId)).toBe('run');
  expect(await command(sweepId, { kind: 'pause' })).toMatchObject({ state: 'pausing', trials: 1 });
  expect(await store.segments.intent(trials[0]!.trialId)).toBe('pause');
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'pausing' });
  expect((await store.sweeps.nextTrials({ sweepId, open: [], count: 5, suggest })).trials).toEqual([]);
  const start = await store.segments.start({ trialId: trials[1]!.trialId, workerId: 'w', host: 'h', slot: 0 });
  expect(start).toMatchObject({ kind: 'not-wanted', state: 'pending' });
  await store.segments.finish({ trialId: trials[0]!.trialId, attempt, state: 'paused', step: 5, message: 'paused' });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'paused' });
  expect(await command(sweepId, { kind: 'resume' })).toMatchObject({ state: 'running', trials: 1 });
  expect(await states(sweepId)).toEqual(['pending', 'pending']);
  expect(await store.segments.intent(trials[0]!.trialId)).toBe('run');
});

test('a trial that pauses although its sweep is running again is launched again', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  await command(sweepId, { kind: 'pause' });
  await command(sweepId, { kind: 'resume' });
  await store.segments.finish({ trialId, attempt, state: 'paused', step: 5, message: 'paused late' });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest });
  expect(next.trials).toEqual([{ trialId, number: 1, launch: 2 }]);
});

test('stop drains: running trials finish, idle ones end, nothing new begins, not even after a retry', async () => {
  const { sweepId, trials } = await newTrials(store, 3);
  const [first, second] = trials;
  const { attempt } = await begin(store, first!.trialId);
  await begin(store, second!.trialId);
  await store.trials.release({ trialId: second!.trialId, code: 'trainer-lost', message: 'gone' });
  const answer = await command(sweepId, { kind: 'stop' });
  expect(answer).toMatchObject({ state: 'stopping', trials: 2 });
  expect(await states(sweepId)).toEqual(['running', 'cancelled', 'skipped']);
  expect(await store.segments.intent(first!.trialId)).toBe('run');
  await store.trials.release({ trialId: first!.trialId, code: 'trainer-lost', message: 'gone' });
  expect((await begin(store, first!.trialId)).attempt).toBe(attempt + 1);
  const done = {
    trialId: first!.trialId,
    attempt: attempt + 1,
    state: 'completed',
    step: 100,
    message: 'done',
  } as const;
  await reportScore(store, done);
  await store.segments.finish(done);
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'stopped' });

  const { selectionId, missing } = await store.sweeps.saveSelection({ sweepId, numbers: [9, 1, 2, 3] });
  expect(missing).toEqual([9]);
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint', selectionId })).toMatchObject({
    state: 'running',
    trials: 1,
  });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 5, suggest });
  expect(next).toMatchObject({ trials: [second], exhausted: true });
});

test('cancel ends idle trials at once, tells running ones, and settles when they have acted', async () => {
  const { sweepId, trials } = await newTrials(store, 2);
  const { attempt } = await begin(store, trials[0]!.trialId);
  expect(await command(sweepId, { kind: 'cancel' })).toMatchObject({ state: 'cancelling', trials: 2 });
  expect(await states(sweepId)).toEqual(['running', 'cancelled']);
  expect(await store.segments.intent(trials[0]!.trialId)).toBe('cancel');
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'cancelling' });
  await store.segments.finish({
    trialId: trials[0]!.trialId,
    attempt,
    state: 'cancelled',
    step: 5,
    message: 'cancelled',
  });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'cancelled' });
  expect((await store.sweeps.get(sweepId)).endedAt).not.toBeNull();
});

test('a lost lane gives a trial the state that the person wants by then', async () => {
  const paused = await runningTrial(store);
  await command(paused.sweepId, { kind: 'pause' });
  const lost = { code: 'trainer-lost', message: 'gone' } as const;
  expect(await store.trials.release({ trialId: paused.trialId, ...lost })).toEqual({ state: 'paused' });
  const cancelled = await runningTrial(store);
  await command(cancelled.sweepId, { kind: 'cancel-trial', number: 1 });
  expect(await store.trials.release({ trialId: cancelled.trialId, ...lost })).toEqual({ state: 'cancelled' });
});

test('cancelling one trial leaves the others alone and is harmless when repeated', async () => {
  const { sweepId, trials } = await newTrials(store, 2);
  expect(await command(sweepId, { kind: 'cancel-trial', number: 2 })).toMatchObject({ state: 'running', trials: 1 });
  expect(await command(sweepId, { kind: 'cancel-trial', number: 2 })).toMatchObject({ trials: 0 });
  expect(await states(sweepId)).toEqual(['pending', 'cancelled']);
  await begin(store, trials[0]!.trialId);
  await command(sweepId, { kind: 'cancel-trial', number: 1 });
  expect(await store.segments.intent(trials[0]!.trialId)).toBe('cancel');
  await expect(command(sweepId, { kind: 'cancel-trial', number: 9 })).rejects.toMatchObject({ code: 'not-found' });
});

test('too many failed trials end the sweep; a retry reopens it and its plan goes on', async () => {
  const { sweepId, trials } = await newTrials(store, 3, { maxFailed: 2 });
  await fail(trials[0]!.trialId);
  await fail(trials[1]!.trialId);
  const next = await store.sweeps.nextTrials({ sweepId, open: [3], count: 1, suggest });
  expect(next).toEqual({ trials: [], exhausted: true, concurrency: 3 });
  expect((await store.sweeps.get(sweepId)).state).toBe('failed');
  expect((await begin(store, trials[2]!.trialId)).attempt).toBe(1);
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint' })).toMatchObject({ state: 'running', trials: 2 });
  const resumed = await store.sweeps.nextTrials({ sweepId, open: [3], count: 3, suggest });
  expect(resumed.trials.map((trial) => trial.number)).toEqual([1, 2, 4]);
});

test('a sweep completes when everything planned has ended, also when some failed', async () => {
  const { sweepId, trials } = await newTrials(store, 2, { plannedTrials: 2 });
  await fail(trials[0]!.trialId);
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'running' });
  const { attempt } = await begin(store, trials[1]!.trialId);
  await reportScore(store, { trialId: trials[1]!.trialId, attempt });
  await store.segments.finish({ trialId: trials[1]!.trialId, attempt, state: 'completed', step: 100, message: 'done' });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
  expect((await store.sweeps.get(sweepId)).counts).toMatchObject({ completed: 1, failed: 1, pending: 0 });
});

test('a retry from scratch offers no checkpoint, also to the attempt after one that died at once', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  const saved = { trialId, attempt, step: 10, stateSha: 's', bytes: 1, location: 'spool@host-a:x', manifest: {} };
  await store.checkpoints.save(saved);
  await store.trials.close({ trialId, state: 'failed', message: 'it broke' });
  await command(sweepId, { kind: 'retry', from: 'checkpoint' });
  expect((await begin(store, trialId)).resume.map((checkpoint) => checkpoint.step)).toEqual([10]);
  await store.trials.close({ trialId, state: 'failed', message: 'again' });
  await command(sweepId, { kind: 'retry', from: 'scratch' });
  expect((await begin(store, trialId)).resume).toEqual([]);
  await store.trials.release({ trialId, code: 'trainer-lost', message: 'gone' });
  expect((await begin(store, trialId)).resume).toEqual([]);
});

test('commands that the state does not allow are refused, those whose goal holds are not', async () => {
  const sweepId = await newSweep(store);
  await command(sweepId, { kind: 'set-concurrency', concurrency: 5 });
  expect((await store.sweeps.load(sweepId)).concurrency).toBe(5);
  await command(sweepId, { kind: 'cancel' });
  expect(await command(sweepId, { kind: 'cancel' })).toMatchObject({ state: 'cancelling', trials: 0 });
  const refused: SweepCommand[] = [
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'stop' },
    { kind: 'set-concurrency', concurrency: 2 },
  ];
  for (const what of refused) await expect(command(sweepId, what)).rejects.toMatchObject({ code: 'conflict' });
  await store.sweeps.settle(sweepId);
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint' })).toMatchObject({
    state: 'cancelled',
    trials: 0,
  });
});
