import { isEndedSweep, type SweepState, sweepStates } from '@seesaw/shared/sweepState';
import {
  type CommandAnswer,
  commandUpdateName,
  type OpenTrial,
  type SweepCommand,
  type SweepWorkflowInput,
} from '@seesaw/shared/workflows';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineUpdate,
  log,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { orchestratorActivities } from './activityProxies.ts';
import { checkCommand } from './checkCommand.ts';
import { OpenTrials } from './openTrials.ts';
import { cancelSignal, pauseSignal, prioritySignal } from './trialWorkflow.ts';

export const commandUpdate = defineUpdate<CommandAnswer, [SweepCommand]>(commandUpdateName);

/** Children started in one go: keeps a workflow task short when a thousand places are free. */
const launchBatch = 100;
/**
 * Events after which a run continues as a new one, unless told otherwise: the server suggests it at 4,096, and what is under
 * way by then still adds to it.
 */
const longHistory = 3_000;
/**
 * Where trials end fast and it changes nothing, as many as will end within this time are asked for beforehand: one activity
 * for many trials. Where they take minutes, a trial exists once it can be launched.
 */
const lookAheadMs = 2_000;
const mostAhead = 64;
/**
 * Where slots are what bounds a sweep, as many trials wait in the queue beyond its concurrency as will end within this time: from
 * an ending to the start of the next trial it takes some tenths of a second, in which a slot would stand idle.
 */
const queueMs = 1_000;

/**
 * Keeps a sliding window of trial workflows: one place is handed out for each trial that ended, never waiting for the
 * slowest. Everything it knows is in Postgres; its history holds ids and numbers, and is renewed before it grows long.
 * Cancelling this workflow equals the command `cancel`.
 */
export async function sweepWorkflow(input: SweepWorkflowInput): Promise<void> {
  const { sweepId } = input;
  let wake = true;
  let exhausted = false;
  let crash: { readonly error: unknown } | undefined;
  /** Commands applied in this run; a read that began before the newest one may be stale. */
  let commands = 0;
  /** The command under way: answers must arrive in the order in which the rows changed, or an old state would hold here. */
  let underWay: Promise<unknown> | undefined;
  let state: SweepState = 'running';
  let concurrency = 0;
  /** Handed out by Postgres, not launched yet. Dropped at any time: they stay pending there and are handed out again. */
  let ready: OpenTrial[] = [];
  let looksAhead = false;
  let mayQueue = false;
  /** Trials that may wait in the queue beyond `concurrency`. */
  let queued = input.queued ?? 0;
  let endings = { count: 0, sinceMs: Date.now() };
  let priority: number | undefined;
  let open: OpenTrials | undefined;

  setHandler(commandUpdate, (command) => apply(command, `${sweepId}/${currentUpdateInfo()?.id}`), {
    validator: checkCommand,
  });
  CancellationScope.current().cancelRequested.catch(() => cancelFromOutside());
  await CancellationScope.nonCancellable(run);

  async function run(): Promise<void> {
    looksAhead = patched('look-ahead');
    mayQueue = patched('queue');
    const seen = commands;
    const loaded = await orchestratorActivities.loadSweep({ sweepId });
    // Commands may have been applied meanwhile; what they said is newer.
    if (commands === seen) state = loaded.state;
    if (concurrency === 0) concurrency = loaded.concurrency;
    open = new OpenTrials({
      sweepId,
      pool: loaded.pool,
      maxAttempts: loaded.maxAttempts,
      pack: loaded.pack,
      priority: commands === seen ? loaded.priority : (priority ?? loaded.priority),
      onEnding: (_trial, ending) => {
        endings.count += 1;
        if (ending.state === 'pending' || ending.state === 'paused' || ending.state === 'waiting') exhausted = false;
        wake = true;
      },
      onCrash: (error) => {
        crash = { error };
      },
    });
    await adopt(input.open ?? (await orchestratorActivities.findOpenTrials({ sweepId })));

    for (;;) {
      wake = false;
      if (state === 'running' && (ready.length > 0 || !exhausted) && open.size < concurrency + queued)
        await launchMore(open);
      if (open.size === 0 && !wake && (await settle())) return;
      await condition(() => wake || crash !== undefined || historyIsLong());
      if (crash !== undefined) throw crash.error;
      if (historyIsLong()) await renew(open);
    }
  }

  async function launchMore(lanes: OpenTrials): Promise<void> {
    if (ready.length === 0 && !(await askForMore(lanes))) return;
    const launching = ready.splice(0, Math.min(launchBatch, concurrency + queued - lanes.size));
    for (const trial of launching) if (!lanes.has(trial.number)) lanes.launch(trial);
    if (launching.length > 0) wake = true;
  }

  /** False when a command came in between: what it was answered stays pending and is asked for again. */
  async function askForMore(lanes: OpenTrials): Promise<boolean> {
    const seen = commands;
    const expected = soonToEnd();
    const next = await orchestratorActivities.nextTrials({
      sweepId,
      open: lanes.list().map((trial) => trial.number),
      count: Math.min(launchBatch, concurrency + queued - lanes.size),
      ahead: looksAhead ? Math.min(mostAhead, Math.floor(expected)) : 0,
    });
    if (commands !== seen) {
      wake = true;
      return false;
    }
    if (next.stopped) await lanes.signal(cancelSignal, await waitingForLane(lanes));
    concurrency = next.concurrency;
    queued = mayQueue && next.mayQueue ? Math.min(concurrency, Math.round((expected * queueMs) / lookAheadMs)) : 0;
    exhausted = next.exhausted;
    ready = [...next.trials];
    return true;
  }

  /** How many trials end within the time that is looked ahead, by those that ended since it was asked last. */
  function soonToEnd(): number {
    const now = Date.now();
    const expected = (endings.count * lookAheadMs) / Math.max(1, now - endings.sinceMs);
    endings = { count: 0, sinceMs: now };
    return expected;
  }

  /** Nothing is open: true when the sweep has ended and no command is on its way. */
  async function settle(): Promise<boolean> {
    const seen = commands;
    const settled = await orchestratorActivities.settleSweep({ sweepId });
    if (commands !== seen) return false;
    state = settled.state;
    if (isEndedSweep(state)) {
      await condition(allHandlersFinished);
      return commands === seen;
    }
    if (state === 'paused') return false;
    // Not ended though nothing is open: a row says otherwise. Adopt its workflow, or look again soon.
    await adopt(await orchestratorActivities.findOpenTrials({ sweepId }));
    exhausted = false;
    if (open?.size === 0) await condition(() => wake, '5 seconds');
    wake = true;
    return false;
  }

  async function adopt(trials: SweepWorkflowInput['open'] & {}): Promise<void> {
    for (const trial of trials) if (open?.has(trial.number) === false) open.adopt(trial);
    if (trials.length === 0) return;
    if (state === 'pausing') await open?.signal(pauseSignal);
    if (state === 'cancelling') await open?.signal(cancelSignal);
  }

  async function renew(lanes: OpenTrials): Promise<void> {
    await condition(() => allHandlersFinished() && lanes.allStarted());
    await continueAsNew<typeof sweepWorkflow>({ ...input, open: lanes.list(), queued });
  }

  function historyIsLong(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested || historyLength > (input.historyLimit ?? longHistory);
  }

  function apply(command: SweepCommand, commandId: string): Promise<CommandAnswer> {
    const answer = underWay?.then(() => applyNow(command, commandId)) ?? applyNow(command, commandId);
    const over = Promise.allSettled([answer]).then(() => {
      if (underWay === over) underWay = undefined;
    });
    underWay = over;
    return answer;
  }

  async function applyNow(command: SweepCommand, commandId: string): Promise<CommandAnswer> {
    const answer = await orchestratorActivities.applyCommand({ sweepId, command, commandId });
    commands += 1;
    state = sweepStates.find((known) => known === answer.state) ?? state;
    if (command.kind === 'set-concurrency') concurrency = command.concurrency;
    if (command.kind === 'set-priority') priority = command.priority;
    exhausted = false;
    ready = [];
    wake = true;
    if (open !== undefined) await tellOpenTrials(open, command);
    return answer;
  }

  async function tellOpenTrials(lanes: OpenTrials, command: SweepCommand): Promise<void> {
    if (command.kind === 'pause') await lanes.signal(pauseSignal);
    if (command.kind === 'cancel') await lanes.signal(cancelSignal);
    // The row says what is wanted: a segment that is interrupted asks it.
    if (command.kind === 'cancel-trial' || command.kind === 'skip-trial' || command.kind === 'stop-trial')
      await lanes.signal(cancelSignal, [command.number]);
    if (command.kind === 'order-trials') {
      const { selectionId } = command;
      const numbers = lanes.list().map((trial) => trial.number);
      const concerned = await orchestratorActivities.concernedTrials({ sweepId, selectionId, open: numbers });
      await lanes.signal(cancelSignal, concerned);
    }
    if (command.kind === 'stop' && command.byRule && state === 'running') return;
    // Running trials finish. Those that still wait for a lane must not take one.
    if (command.kind === 'stop') await lanes.signal(cancelSignal, await waitingForLane(lanes));
    if (command.kind === 'set-priority') {
      lanes.priority = command.priority;
      const waiting = await waitingForLane(lanes);
      const running = lanes.list().flatMap(({ number }) => (waiting.includes(number) ? [] : [number]));
      await lanes.signal(prioritySignal, waiting, { priority: command.priority, requeue: true });
      await lanes.signal(prioritySignal, running, { priority: command.priority, requeue: false });
    }
  }

  /** Numbers of open trials that hold no lane by the rows. */
  async function waitingForLane(lanes: OpenTrials): Promise<number[]> {
    const running = await orchestratorActivities.findOpenTrials({ sweepId });
    const waiting = lanes.list().filter((trial) => !running.some((other) => other.number === trial.number));
    return waiting.map((trial) => trial.number);
  }

  async function cancelFromOutside(): Promise<void> {
    await CancellationScope.nonCancellable(async () => {
      try {
        await apply({ kind: 'cancel' }, `temporal-cancel-${workflowInfo().runId}`);
      } catch (error) {
        log.warn('The sweep could not be cancelled', { sweepId, error: String(error) });
      }
    });
  }
}
