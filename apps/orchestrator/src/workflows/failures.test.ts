import { SeesawError } from '@seesaw/shared/errors';
import { largerPool } from '@seesaw/shared/queues';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestOrchestrator, type TestOrchestrator } from '../testing/testOrchestrator.ts';

let seesaw: TestOrchestrator;

beforeAll(async () => {
  seesaw = await startTestOrchestrator();
});
afterAll(() => seesaw.close());

const outOfMemory = () =>
  new SeesawError('out-of-memory', 'Lower batch_size. It is retried: no checkpoint exists yet.', { retryable: true });

/** A row as a trainer of this pool writes it. */
async function trainerIsSeen(pool: string): Promise<void> {
  const slots = [{ slot: 0, device: 'cuda:0', threads: 1, childPid: null, lanes: [null] }];
  await seesaw.store.workers.heartbeat({
    ...{ id: `worker-${pool}`, host: 'large', pid: 1, pool, version: '0', slots },
    startedAt: new Date().toISOString(),
  });
}

test('a trial that runs out of memory is tried once more, whatever it reached, and then fails with what to lower', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  await seesaw.startTrainer(pool, async ({ fromStep, saveCheckpoint }) => {
    await saveCheckpoint(fromStep + 10);
    throw outOfMemory();
  });
  await seesaw.runner.start(sweepId);
  const [trial] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trial).toMatchObject({ state: 'failed', attempt: 2, pool: null });
  expect(trial?.lastError).toBe(`It ran out of memory twice, last in pool ${pool}. Lower batch_size.`);
});

test('with max_attempts 1 it is not tried again', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    plannedTrials: 1,
    retry: { maxAttempts: 1, from: 'checkpoint' },
  });
  await trainerIsSeen(largerPool(pool));
  await seesaw.startTrainer(pool, async () => {
    throw outOfMemory();
  });
  await seesaw.runner.start(sweepId);
  const [trial] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trial).toMatchObject({ state: 'failed', attempt: 1, pool: null });
  expect(trial?.lastError).toContain('It ran out of memory once');
});

test('where larger slots are served, a trial that runs out of memory goes on there, and only there', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 3 });
  const large = largerPool(pool);
  await seesaw.startTrainer(pool, async ({ number }) => {
    if (number === 3) return 'completed';
    // Just before it is asked for: whoever is silent for some seconds is gone.
    await trainerIsSeen(large);
    throw outOfMemory();
  });
  const larger = await seesaw.startTrainer(large, async ({ number }) => {
    if (number === 2) throw outOfMemory();
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt, pool: own }) => [state, attempt, own])).toEqual([
    ['completed', 2, large],
    ['failed', 2, large],
    ['completed', 1, null],
  ]);
  expect(trials[1]?.lastError).toContain(`twice, last in pool ${large}`);
  expect(larger.segments.map(({ number }) => number).sort()).toEqual([1, 2]);
});

test('outages are waited out beyond max_attempts; a wrong configuration fails at once', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    plannedTrials: 2,
    retry: { maxAttempts: 2, from: 'checkpoint' },
  });
  await seesaw.startTrainer(pool, async ({ number, attempt }) => {
    if (number === 2) throw new SeesawError('invalid-sweep', 'The configuration has no number lr_d');
    if (attempt <= 3) throw new SeesawError('unavailable', 'The disk is full', { retryable: true });
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual([
    ['completed', 4],
    ['failed', 1],
  ]);
});
