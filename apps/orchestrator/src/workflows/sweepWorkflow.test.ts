import { SeesawError } from '@seesaw/shared/errors';
import { orchestratorQueue, sweepWorkflowId, trialWorkflowId } from '@seesaw/shared/queues';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcileSweeps } from '../sweeps/reconcileSweeps.ts';
import { startTestOrchestrator, type TestOrchestrator } from '../testing/testOrchestrator.ts';
import { until } from '../testing/until.ts';

let seesaw: TestOrchestrator;

beforeAll(async () => {
  seesaw = await startTestOrchestrator();
});
afterAll(() => seesaw.close());

test('a sweep runs every planned trial once, no more at a time than its concurrency, and never waits for the slowest', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 4, concurrency: 2 });
  const others = new Set<number>();
  const othersDone = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ number, cancelled }) => {
    if (number === 1) await Promise.race([othersDone.opened, cancelled]);
    others.add(number);
    if (others.size === 3) othersDone.open();
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ number, state, attempt }) => ({ number, state, attempt }))).toEqual(
    [1, 2, 3, 4].map((number) => ({ number, state: 'completed', attempt: 1 })),
  );
  expect(trainer.mostAtOnce).toBe(2);
  expect(trainer.segments).toHaveLength(4);
});

test('starting a sweep twice runs it once', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  const trainer = await seesaw.startTrainer(pool, async () => 'completed');
  await Promise.all([seesaw.runner.start(sweepId), seesaw.runner.start(sweepId)]);
  await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trainer.segments).toHaveLength(4);
});

test('a lost segment is retried as the next attempt; a diverged trial is a result and is not', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 2 });
  await seesaw.startTrainer(pool, async ({ number, attempt }) => {
    if (number === 2) return 'diverged';
    if (attempt === 1) throw new SeesawError('trainer-child-died', 'killed by signal 9', { retryable: true });
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt }) => ({ state, attempt }))).toEqual([
    { state: 'completed', attempt: 2 },
    { state: 'diverged', attempt: 1 },
  ]);
});

test('a trial is given up after max attempts without a new checkpoint, at once when retrying cannot help, and says why', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    plannedTrials: 2,
    retry: { maxAttempts: 2, from: 'checkpoint' },
  });
  await seesaw.startTrainer(pool, async ({ number }) => {
    if (number === 1) throw new SeesawError('trainer-child-died', 'exit code 1', { retryable: true });
    throw new SeesawError('data-set', 'The file train.gz is truncated');
  });
  await seesaw.runner.start(sweepId);
  const [first, second] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(first).toMatchObject({ state: 'failed', attempt: 2 });
  expect(first?.lastError).toContain('2 failures in a row without a new checkpoint. Last: exit code 1');
  expect(second).toMatchObject({ state: 'failed', attempt: 1 });
  expect(second?.lastError).toContain('train.gz is truncated');
});

test('a segment that reached a new checkpoint does not count as a failure in a row', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    plannedTrials: 1,
    retry: { maxAttempts: 2, from: 'checkpoint' },
  });
  await seesaw.startTrainer(pool, async ({ fromStep, saveCheckpoint }) => {
    if (fromStep >= 30) return 'completed';
    await saveCheckpoint(fromStep + 10);
    throw new SeesawError('trainer-lost', 'gone', { retryable: true });
  });
  await seesaw.runner.start(sweepId);
  const [trial] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trial).toMatchObject({ state: 'completed', attempt: 4 });
});

test('a trial whose workflow is terminated from outside is failed with the reason, and its place is handed on', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 2, concurrency: 1 });
  const started = gate();
  await seesaw.startTrainer(pool, async ({ number, cancelled }) => {
    if (number === 2) return 'completed';
    started.open();
    return cancelled;
  });
  await seesaw.runner.start(sweepId);
  await started.opened;
  await seesaw.workflows.getHandle(trialWorkflowId(sweepId, 1)).terminate('by an operator');
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.state)).toEqual(['failed', 'completed']);
  expect(trials[0]?.lastError).toContain('workflow ended before it did');
});

test('pause checkpoints the running trials and launches nothing; resume completes the sweep', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  let open = false;
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => (open ? 'completed' : cancelled));
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  const answer = await seesaw.runner.command(sweepId, { kind: 'pause' }, 'pause-1');
  expect(answer).toMatchObject({ state: 'pausing', trials: 2 });
  const paused = await seesaw.untilSweepIs(sweepId, 'paused');
  expect(paused.map((trial) => trial.state)).toEqual(['paused', 'paused']);
  open = true;
  await seesaw.runner.command(sweepId, { kind: 'resume' }, 'resume-1');
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.attempt)).toEqual([2, 2, 1, 1]);
});

test('pause and resume in one breath lose nothing', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  let open = false;
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => (open ? 'completed' : cancelled));
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await seesaw.runner.command(sweepId, { kind: 'pause' }, 'pause-1');
  open = true;
  await seesaw.runner.command(sweepId, { kind: 'resume' }, 'resume-1');
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.state)).toEqual(Array(4).fill('completed'));
});

test('a sweep can be paused, stopped and cancelled while no trainer serves its pool', async () => {
  for (const [kind, end] of [
    ['pause', 'paused'],
    ['stop', 'stopped'],
    ['cancel', 'cancelled'],
  ] as const) {
    const { sweepId } = await seesaw.createSweep();
    await seesaw.runner.start(sweepId);
    await until(async () => (await seesaw.trials(sweepId)).length === 2, 'two trials wait for a lane');
    await seesaw.runner.command(sweepId, { kind }, `${kind}-1`);
    await seesaw.untilSweepIs(sweepId, end);
  }
});

test('cancel ends running and waiting trials and leaves no workflow open', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const trainer = await seesaw.startTrainer(pool, ({ cancelled }) => cancelled, 1);
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'one trial runs and two wait for the lane');
  await seesaw.runner.command(sweepId, { kind: 'cancel' }, 'cancel-1');
  const trials = await seesaw.untilSweepIs(sweepId, 'cancelled');
  expect(new Set(trials.map((trial) => trial.state))).toEqual(new Set(['cancelled']));
  const workflows = [sweepWorkflowId(sweepId), ...trials.map(({ number }) => trialWorkflowId(sweepId, number))];
  for (const id of workflows) await seesaw.workflows.getHandle(id).result();
});

test('stop lets running trials finish, drops those without a lane, and starts nothing new', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 2 });
  const finish = gate();
  const trainer = await seesaw.startTrainer(
    pool,
    async ({ cancelled }) => {
      await Promise.race([finish.opened, cancelled]);
      return 'completed';
    },
    1,
  );
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'one trial runs');
  await until(async () => (await seesaw.trials(sweepId)).length === 2, 'another one waits');
  await seesaw.runner.command(sweepId, { kind: 'stop' }, 'stop-1');
  finish.open();
  const trials = await seesaw.untilSweepIs(sweepId, 'stopped');
  expect(trials.map((trial) => trial.state).sort()).toEqual(['completed', 'skipped']);
});

test('cancelling one trial leaves the others alone', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 2 });
  const finish = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ number, cancelled }) => {
    await (number === 1 ? cancelled : Promise.race([finish.opened, cancelled]));
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'both run');
  await seesaw.runner.command(sweepId, { kind: 'cancel-trial', number: 1 }, 'cancel-1');
  await until(async () => (await seesaw.trials(sweepId))[0]?.state === 'cancelled', 'trial 1 is cancelled');
  finish.open();
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.state)).toEqual(['cancelled', 'completed']);
});

test('retry reopens an ended sweep and runs its failed trials again, also when asked twice', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  let healed = false;
  const trainer = await seesaw.startTrainer(pool, async ({ number }) => {
    if (number === 3 && !healed) throw new SeesawError('data-set', 'no such file');
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  healed = true;
  const once = await seesaw.runner.command(sweepId, { kind: 'retry', from: 'checkpoint' }, 'retry-1');
  const twice = await seesaw.runner.command(sweepId, { kind: 'retry', from: 'checkpoint' }, 'retry-1');
  expect(once).toMatchObject({ state: 'running', trials: 1 });
  expect(twice).toEqual(once);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.state)).toEqual(Array(4).fill('completed'));
  expect(trainer.segments).toHaveLength(5);
});

test('a retried trial that was moved to another pool runs there, under its own limit of failures, and no other is moved', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ retry: { maxAttempts: 1, from: 'checkpoint' } });
  await seesaw.startTrainer(pool, async ({ number }) => {
    if (number === 2) throw new SeesawError('out-of-memory', 'too small', { retryable: true });
    return 'completed';
  });
  const large = await seesaw.startTrainer(`${pool}-large`, async ({ attempt }) => {
    if (attempt < 4) throw new SeesawError('trainer-child-died', 'signal 9', { retryable: true });
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  const settings = { pool: `${pool}-large`, maxAttempts: 3 };
  await seesaw.runner.command(sweepId, { kind: 'retry', from: 'checkpoint', settings }, 'retry-moved');
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual([
    ['completed', 1],
    ['completed', 4],
    ['completed', 1],
    ['completed', 1],
  ]);
  expect(large.segments.map(({ number }) => number)).toEqual([2, 2, 2]);
});

test('an ended sweep that is extended runs its new trials and takes the finished ones on from their checkpoints', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    method: 'random',
    space: [{ name: 'lr_ratio', dimension: { kind: 'float', min: 0.1, max: 10, scale: 'log' } }],
    plannedTrials: 2,
  });
  const begun: [number, number][] = [];
  await seesaw.startTrainer(pool, async ({ number, fromStep, steps, saveCheckpoint }) => {
    begun.push([number, fromStep]);
    await saveCheckpoint(steps);
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.runner.command(sweepId, { kind: 'extend', trials: 2, steps: 300 }, 'extend-1');
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt, step }) => [state, attempt, step])).toEqual([
    ['completed', 2, 300],
    ['completed', 2, 300],
    ['completed', 1, 300],
    ['completed', 1, 300],
  ]);
  expect(
    begun
      .filter(([, fromStep]) => fromStep === 100)
      .map(([number]) => number)
      .sort(),
  ).toEqual([1, 2]);
});

test('a trial that runs while its sweep is extended goes on to the new last step without a pause', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  const extended = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ steps, saveCheckpoint, cancelled }) => {
    if (steps === 100) await Promise.race([extended.opened, cancelled]);
    await saveCheckpoint(steps);
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'the trial runs');
  await seesaw.runner.command(sweepId, { kind: 'extend', steps: 200 }, 'extend-1');
  extended.open();
  const [trial] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trial).toMatchObject({ state: 'completed', attempt: 2, step: 200 });
});

test('a point that a person picked runs beside the grid, a skipped trial never does, a stopped one keeps what it has', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const finish = gate();
  const trainer = await seesaw.startTrainer(
    pool,
    async ({ number, cancelled }) => {
      if (number === 1) await cancelled;
      await Promise.race([finish.opened, cancelled]);
      return 'completed';
    },
    2,
  );
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await until(async () => (await seesaw.trials(sweepId)).length === 3, 'one waits for a lane');
  const waiting = [1, 2, 3].find((number) => !trainer.segments.some((segment) => segment.number === number))!;
  const order = (kind: 'skip-trial' | 'stop-trial', number: number) =>
    seesaw.runner.command(sweepId, { kind, number }, `${kind}-${number}`);
  await order('skip-trial', waiting);
  const values = { lr_ratio: 3 };
  const added = await seesaw.runner.command(sweepId, { kind: 'add-trial', values }, 'add-1');
  expect(added).toMatchObject({ trials: 1, number: expect.any(Number) });
  const stopped = trainer.segments.find(({ number }) => number !== waiting)!.number;
  await order('stop-trial', stopped);
  await until(
    async () => (await seesaw.trials(sweepId)).find(({ number }) => number === stopped)?.state === 'stopped-early',
    'the stopped trial has ended',
  );
  finish.open();
  if (stopped !== 1 && waiting !== 1) await order('stop-trial', 1);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials).toHaveLength(5);
  expect(trials.filter(({ state }) => state === 'skipped').map(({ number }) => number)).toEqual([waiting]);
  expect(trainer.segments.map(({ number }) => number)).not.toContain(waiting);
  expect(
    trials.filter(({ origin }) => origin === 'person').map(({ number, state, point }) => [number, state, point]),
  ).toEqual([[added.number, 'completed', values]]);
  expect(trials.filter(({ origin }) => origin === 'search').map(({ point }) => point.lr_ratio)).toEqual([0.5, 1, 2, 4]);
});

test('one command cancels every trial of a selection, running or waiting for a lane, and no other', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const finish = gate();
  const trainer = await seesaw.startTrainer(
    pool,
    async ({ cancelled }) => {
      await Promise.race([finish.opened, cancelled]);
      return 'completed';
    },
    2,
  );
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await until(async () => (await seesaw.trials(sweepId)).length === 3, 'one waits for a lane');
  const [running, other] = trainer.segments.map(({ number }) => number);
  const waiting = [1, 2, 3].find((number) => number !== running && number !== other)!;
  const chosen = [running!, waiting].sort();
  const { selectionId } = await seesaw.store.sweeps.saveSelection({ sweepId, numbers: chosen });
  const command = { kind: 'order-trials', order: 'cancel', selectionId } as const;
  expect(await seesaw.runner.command(sweepId, command, 'many-1')).toMatchObject({ trials: 2, selectionId });
  await until(async () => {
    const trials = await seesaw.trials(sweepId);
    return chosen.every((number) => trials.find((trial) => trial.number === number)?.state === 'cancelled');
  }, 'both are cancelled');
  finish.open();
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.filter(({ state }) => state === 'cancelled').map(({ number }) => number)).toEqual(chosen);
  expect(trainer.segments.map(({ number }) => number)).not.toContain(waiting);
  expect(trainer.segments.filter(({ number }) => number === other)).toHaveLength(1);
});

test('a command that the state does not allow is refused in words and changes nothing', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  await seesaw.startTrainer(pool, async () => 'completed');
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  const refused = seesaw.runner.command(sweepId, { kind: 'pause' }, 'pause-1');
  await expect(refused).rejects.toMatchObject({ name: 'SeesawError', code: 'conflict', retryable: false });
  expect((await seesaw.store.sweeps.get(sweepId)).state).toBe('completed');
});

test('a higher concurrency widens the window at once', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 1 });
  const finish = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => {
    await Promise.race([finish.opened, cancelled]);
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'one trial runs');
  await seesaw.runner.command(sweepId, { kind: 'set-concurrency', concurrency: 3 }, 'set-1');
  await until(() => trainer.segments.length === 3, 'three run');
  finish.open();
  await seesaw.untilSweepIs(sweepId, 'completed');
});

test('a long sweep renews its history again and again while trials stay open, and loses or repeats none', async () => {
  const axis = { name: 'lr_ratio', dimension: { kind: 'float', min: 0.1, max: 10, scale: 'log' } } as const;
  const { sweepId, pool } = await seesaw.createSweep({
    method: 'random',
    space: [axis],
    plannedTrials: 30,
    concurrency: 4,
  });
  const othersDone = gate();
  const done = new Set<number>();
  const trainer = await seesaw.startTrainer(pool, async ({ number, cancelled }) => {
    if (number === 1) await Promise.race([othersDone.opened, cancelled]);
    done.add(number);
    if (done.size === 29) othersDone.open();
    return 'completed';
  });
  const handle = await seesaw.workflows.start('sweepWorkflow', {
    workflowId: sweepWorkflowId(sweepId),
    taskQueue: orchestratorQueue,
    args: [{ sweepId, historyLimit: 120 }],
  });
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  await handle.result();
  expect(trials.map(({ number, state, attempt }) => [number, state, attempt])).toEqual(
    Array.from({ length: 30 }, (_, index) => [index + 1, 'completed', 1]),
  );
  expect(trainer.segments).toHaveLength(30);
  expect((await handle.describe()).runId).not.toBe(handle.firstExecutionRunId);
});

test('where slots are what bounds a sweep, more trials wait in the queue than may run, but no more run, whoever takes them', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    method: 'random',
    space: [{ name: 'lr_ratio', dimension: { kind: 'float', min: 0.1, max: 10, scale: 'log' } }],
    plannedTrials: 40,
    concurrency: 3,
  });
  await seesaw.store.workers.heartbeat({
    ...{ id: `${pool}-worker`, host: 'h', pid: 1, pool, version: '0', startedAt: new Date().toISOString() },
    slots: [1, 2, 3].map((slot) => ({ slot, device: 'none', threads: 1, childPid: null, lanes: [null] })),
  });
  const three = gate();
  let begun = 0;
  // Eight lanes, though only three are known: a second trainer has just joined.
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => {
    begun += 1;
    if (begun === 3) three.open();
    await Promise.race([three.opened, cancelled]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual(Array(40).fill(['completed', 1]));
  expect(trainer.mostAtOnce).toBe(3);
  const { events } = await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).fetchHistory();
  let [open, mostOpen] = [0, 0];
  for (const event of events ?? []) {
    if (event.startChildWorkflowExecutionInitiatedEventAttributes != null) open += 1;
    if (event.childWorkflowExecutionCompletedEventAttributes != null) open -= 1;
    mostOpen = Math.max(mostOpen, open);
  }
  expect(mostOpen).toBeGreaterThan(3);
  expect(mostOpen).toBeLessThanOrEqual(6);
});

test('a sweep whose workflow was terminated goes on under a new one that adopts the running trials', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  const finish = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => {
    await Promise.race([finish.opened, cancelled]);
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).terminate('by an operator');
  await reconcileSweeps(seesaw.store, seesaw.runner);
  finish.open();
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.attempt)).toEqual([1, 1, 1, 1]);
});

test('a sweep outlives the orchestrator: trials that end meanwhile are counted when it is back', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  const finish = gate();
  const trainer = await seesaw.startTrainer(pool, async ({ cancelled }) => {
    await Promise.race([finish.opened, cancelled]);
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await seesaw.stopWorker();
  finish.open();
  await until(
    async () => (await seesaw.trials(sweepId)).every((trial) => trial.state === 'completed'),
    'both ended while no orchestrator was there',
  );
  await seesaw.startWorker();
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trials.map((trial) => trial.attempt)).toEqual([1, 1, 1, 1]);
});

test('cancelling a trial workflow or a sweep workflow in Temporal equals the command', async () => {
  const { sweepId, pool } = await seesaw.createSweep();
  const trainer = await seesaw.startTrainer(pool, ({ cancelled }) => cancelled);
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await seesaw.workflows.getHandle(trialWorkflowId(sweepId, 1)).cancel();
  await until(async () => (await seesaw.trials(sweepId))[0]?.state === 'cancelled', 'trial 1 is cancelled');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).cancel();
  const trials = await seesaw.untilSweepIs(sweepId, 'cancelled');
  expect(new Set(trials.map((trial) => trial.state))).toEqual(new Set(['cancelled']));
});

/** A promise that the test resolves. */
function gate(): { opened: Promise<void>; open: () => void } {
  const bell = new EventTarget();
  const opened = new Promise<void>((resolve) => bell.addEventListener('open', () => resolve()));
  return { opened, open: () => void bell.dispatchEvent(new Event('open')) };
}
