import { expect, test } from 'vitest';
import { begin, newTrials, reportScore, suggest } from '../../testing/exampleSweep.ts';
import { command, store } from '../../testing/testStore.ts';

/** Trials 1 to 4: failed, diverged, cancelled, completed; the sweep has ended. */
async function endedSweep(): Promise<string> {
  const { sweepId, trials } = await newTrials(store, 4, { plannedTrials: 4 });
  for (const [index, { trialId }] of trials.entries()) {
    const { attempt } = await begin(store, trialId);
    if (index === 0) await store.trials.close({ trialId, state: 'failed', code: 'internal', message: 'it broke' });
    else {
      const state = (['diverged', 'cancelled', 'completed'] as const)[index - 1]!;
      await reportScore(store, { trialId, attempt });
      await store.segments.finish({ trialId, attempt, state, step: 50, message: state });
    }
  }
  await store.sweeps.settle(sweepId);
  return sweepId;
}

async function rows(sweepId: string) {
  return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 })).items;
}

async function states(sweepId: string): Promise<string[]> {
  return (await rows(sweepId)).map((row) => row.state);
}

test('exactly the trials in the chosen states restart', async () => {
  const sweepId = await endedSweep();
  expect(
    await command(sweepId, { kind: 'retry', from: 'checkpoint', states: ['diverged', 'cancelled'] }),
  ).toMatchObject({
    state: 'running',
    trials: 2,
  });
  expect(await states(sweepId)).toEqual(['failed', 'pending', 'pending', 'completed']);
});

test('of a selection only the chosen states restart, and what was left alone is said', async () => {
  const sweepId = await endedSweep();
  const { selectionId } = await store.sweeps.saveSelection({ sweepId, numbers: [1, 3, 4] });
  const answer = await command(sweepId, { kind: 'retry', from: 'checkpoint', states: ['cancelled'], selectionId });
  expect(answer).toMatchObject({
    trials: 1,
    message: expect.stringContaining('2 trials of the chosen cannot be retried'),
  });
  expect(await states(sweepId)).toEqual(['failed', 'diverged', 'pending', 'completed']);
  const { selectionId: done } = await store.sweeps.saveSelection({ sweepId, numbers: [4] });
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint', selectionId: done })).toMatchObject({ trials: 0 });
});

test('where nothing is in the chosen states, those that another choice would retry are counted', async () => {
  const sweepId = await endedSweep();
  await command(sweepId, { kind: 'retry', from: 'checkpoint' });
  const message = 'There is nothing to retry: no trial is failed, but 1 is cancelled, 1 is diverged';
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint' })).toMatchObject({ trials: 0, message });
  const all = ['failed', 'diverged', 'cancelled'] as const;
  await command(sweepId, { kind: 'retry', from: 'checkpoint', states: [...all] });
  const none = await command(sweepId, { kind: 'retry', from: 'checkpoint' });
  expect(none.message).toBe('There is nothing to retry');
});

test('changed settings belong to the retried trials alone, and are kept by the next retry', async () => {
  const sweepId = await endedSweep();
  const [before] = await rows(sweepId);
  const settings = { pool: 'large', maxAttempts: 7, checkpoint: { everySteps: 5 } };
  const answer = await command(sweepId, { kind: 'retry', from: 'checkpoint', settings });
  expect(answer.message).toContain('on pool large, a checkpoint every 5 steps, failed after 7 failures in a row');
  const [failed, diverged] = await rows(sweepId);
  expect(failed).toMatchObject({ pool: 'large', maxAttempts: 7, config: { checkpoint: { everySteps: 5, keep: 2 } } });
  expect(failed?.configHash).not.toBe(before?.configHash);
  expect(diverged).toMatchObject({ pool: null, maxAttempts: null, config: { checkpoint: { everySteps: 10 } } });
  const next = await store.sweeps.nextTrials({ sweepId, open: [], count: 5, suggest });
  expect(next.trials).toEqual([{ trialId: failed!.id, number: 1, pool: 'large', maxAttempts: 7, launch: 2 }]);

  await store.trials.close({ trialId: failed!.id, state: 'failed', message: 'again' });
  await command(sweepId, { kind: 'retry', from: 'checkpoint', settings: { maxAttempts: 2 } });
  expect((await rows(sweepId))[0]).toMatchObject({ pool: 'large', maxAttempts: 2 });
});
