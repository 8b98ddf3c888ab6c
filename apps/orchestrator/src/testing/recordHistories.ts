import { SeesawError } from '@seesaw/shared/errors';
import { largerPool, orchestratorQueue, sweepWorkflowId, trialWorkflowId } from '@seesaw/shared/queues';
import type { TrialOrder } from '@seesaw/shared/selection';
import { type PriorityChange, prioritySignalName, type SweepCommand } from '@seesaw/shared/workflows';
import { createHistoryRecorder } from './historyRecorder.ts';
import { startTestOrchestrator } from './testOrchestrator.ts';
import { until } from './until.ts';

/**
 * Records the histories that `replay.test.ts` replays: `npx tsx src/testing/recordHistories.ts <name> [scenario …]`, all of them
 * unless some are named; what needs a real training is recorded by `recordSweep.ts`.
 * Add a recording when workflows learn something new; keep the old ones as long as sweeps of that time may still run.
 */
const [name, ...chosen] = process.argv.slice(2);
if (name === undefined) throw new Error('Give the recording a name, such as 2026-11');
const seesaw = await startTestOrchestrator();
const { record } = createHistoryRecorder(seesaw.workflows, name);

const scenarios: Record<string, () => Promise<void>> = {
  ...{ pausedResumedRetried, cancelled, continuedAsNew, extendedAndReordered, outOfMemory, orderedTogether },
  requeuedWhileBeginning,
};

try {
  for (const scenario of chosen.length === 0 ? Object.keys(scenarios) : chosen) {
    const play = scenarios[scenario];
    if (play === undefined) throw new Error(`There is no ${scenario}, only ${Object.keys(scenarios).join(', ')}`);
    await play();
  }
} finally {
  await seesaw.close();
}
process.exit();

async function pausedResumedRetried(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep();
  let open = false;
  let healed = false;
  const trainer = await seesaw.startTrainer(pool, async ({ number, attempt, cancelled: stop }) => {
    if (!open) await stop;
    if (number === 2 && attempt === 2) throw new SeesawError('trainer-child-died', 'signal 9', { retryable: true });
    if (number === 3 && !healed) throw new SeesawError('data-set', 'no such file');
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run');
  await seesaw.runner.command(sweepId, { kind: 'pause' }, 'pause');
  await seesaw.untilSweepIs(sweepId, 'paused');
  open = true;
  await seesaw.runner.command(sweepId, { kind: 'resume' }, 'resume');
  await seesaw.runner.command(sweepId, { kind: 'set-concurrency', concurrency: 3 }, 'set');
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  await record(sweepWorkflowId(sweepId));
  healed = true;
  await seesaw.runner.command(sweepId, { kind: 'retry', from: 'scratch' }, 'retry');
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  await record(sweepWorkflowId(sweepId));
  for (const number of [1, 2, 3]) await record(trialWorkflowId(sweepId, number));
}

async function cancelled(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const trainer = await seesaw.startTrainer(pool, (segment) => segment.cancelled, 1);
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'one trial runs, two wait');
  await seesaw.runner.command(
    sweepId,
    { kind: 'cancel-trial', number: trainer.segments.at(-1)!.number },
    'cancel-trial',
  );
  await until(() => trainer.segments.length === 2, 'the next one runs');
  await seesaw.workflows.getHandle(trialWorkflowId(sweepId, trainer.segments.at(-1)!.number)).cancel();
  await until(() => trainer.segments.length === 3, 'the last but one runs');
  await seesaw.runner.command(sweepId, { kind: 'stop' }, 'stop');
  await seesaw.runner.command(sweepId, { kind: 'cancel' }, 'cancel');
  const trials = await seesaw.untilSweepIs(sweepId, 'cancelled');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  await record(sweepWorkflowId(sweepId));
  for (const { number } of trials) await record(trialWorkflowId(sweepId, number));
}

async function continuedAsNew(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep();
  let last = false;
  await seesaw.startTrainer(pool, async ({ number, cancelled: stop }) => {
    if (number === 4) last = true;
    if (number === 1) await Promise.race([until(() => last, 'the last trial runs'), stop]);
    return 'completed';
  });
  const workflowId = sweepWorkflowId(sweepId);
  const { firstExecutionRunId } = await seesaw.workflows.start('sweepWorkflow', {
    workflowId,
    taskQueue: orchestratorQueue,
    args: [{ sweepId, historyLimit: 30 }],
  });
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(workflowId).result();
  await record(workflowId, firstExecutionRunId);
  await record(workflowId);
}

async function extendedAndReordered(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const order = (command: SweepCommand) => seesaw.runner.command(sweepId, command, JSON.stringify(command));
  let open = false;
  const trainer = await seesaw.startTrainer(
    pool,
    async ({ cancelled: stop }) => {
      if (!open) await stop;
      return 'completed';
    },
    1,
  );
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'one trial runs, two wait');
  const running = trainer.segments[0]!.number;
  const [skipped] = [1, 2, 3].filter((number) => number !== running);
  await order({ kind: 'set-priority', priority: 1 });
  await order({ kind: 'skip-trial', number: skipped! });
  await order({ kind: 'add-trial', values: { lr_ratio: 7 } });
  await order({ kind: 'stop-trial', number: running });
  await until(() => trainer.segments.length === 2, 'the next one runs');
  // Before it is extended: if it gets its place back at once, its next run waits for the lane, which nobody has freed yet.
  await seesaw.workflows.getHandle(trialWorkflowId(sweepId, running)).result();
  await record(trialWorkflowId(sweepId, running));
  await order({ kind: 'extend', steps: 200 });
  await record(trialWorkflowId(sweepId, skipped!));
  open = true;
  await order({ kind: 'stop-trial', number: trainer.segments[1]!.number });
  const trials = await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  await record(sweepWorkflowId(sweepId));
  for (const { number } of trials.filter((trial) => trial.state !== 'skipped'))
    await record(trialWorkflowId(sweepId, number));
}

async function outOfMemory(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 2 });
  const large = largerPool(pool);
  const facts = { host: 'h', pid: 1, version: '0', slots: [], startedAt: new Date().toISOString() };
  await seesaw.store.workers.heartbeat({ id: `worker-${large}`, pool: large, ...facts });
  const full = () => new SeesawError('out-of-memory', 'OOM when allocating', { retryable: true });
  await seesaw.startTrainer(pool, () => Promise.reject(full()));
  await seesaw.startTrainer(large, async ({ number }) => {
    if (number === 2) throw full();
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  for (const number of [1, 2]) await record(trialWorkflowId(sweepId, number));
}

async function orderedTogether(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep({ concurrency: 3 });
  const trainer = await seesaw.startTrainer(pool, (segment) => segment.cancelled, 2);
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 2, 'two trials run, one waits');
  const order = async (which: TrialOrder) => {
    const { selectionId } = await seesaw.store.sweeps.saveSelection({ sweepId, where: {} });
    await seesaw.runner.command(sweepId, { kind: 'order-trials', order: which, selectionId }, which);
  };
  await order('skip');
  await order('stop');
  await until(() => trainer.segments.length === 3, 'the last one runs');
  await order('cancel');
  await seesaw.untilSweepIs(sweepId, 'completed');
  await seesaw.workflows.getHandle(sweepWorkflowId(sweepId)).result();
  await record(sweepWorkflowId(sweepId));
}

async function requeuedWhileBeginning(): Promise<void> {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1, concurrency: 1 });
  let changedAgain: () => void = () => undefined;
  const again = new Promise<void>((resolve) => {
    changedAgain = resolve;
  });
  const trainer = await seesaw.startTrainer(pool, async ({ attempt, cancelled: stop }) =>
    attempt > 1 ? 'completed' : await stop.finally(() => again),
  );
  await seesaw.runner.start(sweepId);
  await until(() => trainer.segments.length === 1, 'the trial runs');
  const trial = seesaw.workflows.getHandle(trialWorkflowId(sweepId, 1));
  const changes: PriorityChange[] = [
    { priority: 1, requeue: true },
    { priority: 2, requeue: false },
  ];
  for (const change of changes) await trial.signal(prioritySignalName, change);
  changedAgain();
  await seesaw.untilSweepIs(sweepId, 'completed');
  await trial.result();
  await record(trialWorkflowId(sweepId, 1));
}
