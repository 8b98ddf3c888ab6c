import { poolQueue, trialWorkflowId } from '@seesaw/shared/queues';
import { type PriorityChange, prioritySignalName } from '@seesaw/shared/workflows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedTrainer } from '../testing/scriptedTrainer.ts';
import { startTestOrchestrator, type TestOrchestrator } from '../testing/testOrchestrator.ts';
import { until } from '../testing/until.ts';

/** TASK_QUEUE_TYPE_ACTIVITY of Temporal's API. */
const activityTasks = 2;
/** Of a sweep that asks for none, as Temporal counts. */
const defaultPriority = 3;

let seesaw: TestOrchestrator;

beforeAll(async () => {
  seesaw = await startTestOrchestrator();
});
afterAll(() => seesaw.close());

interface Queued {
  readonly sweepId: string;
  readonly trials: ReadonlySet<number>;
}

/** A sweep of four trials that all wait for a lane of `pool`. */
async function queued(pool: string, priority?: number): Promise<Queued> {
  const { sweepId } = await seesaw.createSweep({ pool, concurrency: 4, ...(priority !== undefined && { priority }) });
  await seesaw.runner.start(sweepId);
  const running = async () => {
    const page = seesaw.workflows.list({ query: `WorkflowType='trialWorkflow' and ExecutionStatus='Running'` });
    let waiting = 0;
    for await (const { workflowId } of page) {
      if (!workflowId.startsWith(`trial-${sweepId}`)) continue;
      const { raw } = await seesaw.workflows.getHandle(workflowId).describe();
      if ((raw.pendingActivities ?? []).length === 1) waiting += 1;
    }
    return waiting === 4;
  };
  await until(running, `the trials of sweep ${sweepId} wait for a lane`);
  return { sweepId, trials: new Set((await seesaw.trials(sweepId)).map(({ id }) => id)) };
}

/**
 * In which order the one lane of `pool` serves the sweeps, once it is free: `a` for the first, `b` for the second. The lane is
 * busy before they queue, as it is wherever priority matters: a server that nobody polled yet hands out what it reads first.
 */
async function served(lane: Lane, a: Queued, b: Queued): Promise<string> {
  lane.free();
  for (const { sweepId } of [a, b]) await seesaw.untilSweepIs(sweepId, 'completed');
  return lane.trainer.segments
    .slice(1)
    .map(({ trialId }) => (a.trials.has(trialId) ? 'a' : 'b'))
    .join('');
}

/**
 * Waits until so many trials wait in the queue of `pool` with this priority, by the count of the server. A workflow shows its activity
 * as queued a moment before the queue has it. Asked once all are on their way, as the server gives one count for some seconds.
 */
function untilQueueHas(pool: string, waiting: { readonly priority: number; readonly count: number }): Promise<void> {
  const { workflowService, options } = seesaw.workflows;
  return until(async () => {
    const { statsByPriorityKey } = await workflowService.describeTaskQueue({
      namespace: options.namespace,
      taskQueue: { name: poolQueue(pool) },
      taskQueueType: activityTasks,
      reportStats: true,
    });
    return Number(statsByPriorityKey[waiting.priority]?.approximateBacklogCount ?? 0) === waiting.count;
  }, `${waiting.count} trials wait with priority ${waiting.priority}`);
}

interface Lane {
  readonly trainer: ScriptedTrainer;
  /** Lets the trial end that occupies it. */
  readonly free: () => void;
}

/** The one lane of `pool`, taken by a trial of another sweep. */
async function busyLane(pool: string): Promise<Lane> {
  let free: () => void = () => undefined;
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  const { sweepId } = await seesaw.createSweep({ pool, plannedTrials: 1, concurrency: 1 });
  const behaviour = async () => {
    await freed;
    return 'completed' as const;
  };
  const trainer = await seesaw.startTrainer(pool, behaviour, 1);
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'the lane is busy');
  return { trainer, free };
}

test('two sweeps share the one lane of their pool, though the first queued all of its trials before the second', async () => {
  const pool = `fair-${Date.now()}`;
  const lane = await busyLane(pool);
  const a = await queued(pool);
  const b = await queued(pool);
  await untilQueueHas(pool, { priority: defaultPriority, count: 8 });
  const order = await served(lane, a, b);
  expect(order).toHaveLength(8);
  // Taking turns: wherever one looks, neither is ahead of the other by more than two.
  for (let end = 1; end <= 8; end += 1) {
    const ahead = order.slice(0, end).split('a').length - 1 - (order.slice(0, end).split('b').length - 1);
    expect(Math.abs(ahead), `${order} after ${end}`).toBeLessThanOrEqual(2);
  }
});

test('a sweep of a higher priority goes first, though it came last', async () => {
  const pool = `prior-${Date.now()}`;
  const lane = await busyLane(pool);
  const a = await queued(pool, 4);
  const b = await queued(pool, 2);
  for (const priority of [4, 2]) await untilQueueHas(pool, { priority, count: 4 });
  expect(await served(lane, a, b)).toBe('bbbbaaaa');
});

test('a changed priority also holds for trials that wait already, and interrupts none that runs', async () => {
  const pool = `changed-${Date.now()}`;
  const lane = await busyLane(pool);
  const a = await queued(pool);
  const b = await queued(pool);
  const answer = await seesaw.runner.command(b.sweepId, { kind: 'set-priority', priority: 1 }, 'set-1');
  expect(answer).toMatchObject({ state: 'running', message: expect.stringContaining('Priority is 1 (was 3') });
  expect((await seesaw.store.sweeps.get(b.sweepId)).priority).toBe(1);
  await untilQueueHas(pool, { priority: 1, count: 4 });
  expect(await served(lane, a, b)).toBe('bbbbaaaa');
  const trials = [...(await seesaw.trials(a.sweepId)), ...(await seesaw.trials(b.sweepId))];
  expect(trials.map(({ attempt }) => attempt)).toEqual(Array(8).fill(1));
});

test('a trial that is queued anew while it begins goes on without a failure, whatever its priority becomes meanwhile', async () => {
  let changedAgain: () => void = () => undefined;
  const again = new Promise<void>((resolve) => {
    changedAgain = resolve;
  });
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1, concurrency: 1 });
  const trainer = await seesaw.startTrainer(pool, async ({ attempt, cancelled }) => {
    if (attempt > 1) return 'completed';
    // Slow to give up: the second change comes before the cancellation has ended.
    return await cancelled.finally(() => again);
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'the trial runs');
  const trial = seesaw.workflows.getHandle(trialWorkflowId(sweepId, 1));
  const change = (to: PriorityChange) => trial.signal(prioritySignalName, to);
  await change({ priority: 1, requeue: true });
  await change({ priority: 2, requeue: false });
  changedAgain();
  const [row] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(row).toMatchObject({ state: 'completed', attempt: 2, lastError: null });
  const outcomes = (await seesaw.store.trials.attempts(row!.id)).map(({ outcome, error }) => ({ outcome, error }));
  expect(outcomes).toEqual([
    { outcome: 'superseded', error: null },
    { outcome: 'completed', error: null },
  ]);
});
