import { randomUUID } from 'node:crypto';
import type { SegmentEnding, SegmentHeartbeat } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import type { SegmentStart } from '@seesaw/store/segmentPort';
import { levelOfLine } from '../slot/levelOfLine.ts';
import type { Pack, Place } from '../slot/slotPool.ts';
import type { Training } from '../slot/training.ts';
import { whileUnavailable } from '../whileUnavailable.ts';
import { chooseCheckpoint } from './chooseCheckpoint.ts';
import { concludeSegment } from './concludeSegment.ts';
import { type SegmentDependencies, type SegmentFacts, segmentTimes } from './dependencies.ts';
import { createSegmentSinks } from './segmentSinks.ts';
import { watchSegment } from './watchSegment.ts';
import { overrules, type Wish } from './wish.ts';

export interface SegmentCall {
  readonly trialId: number;
  /** See TrainerActivities.trainSegment. */
  readonly order?: number | undefined;
  /** How many trials of its sweep may train in one program; absent = each alone. */
  readonly lanes?: number | undefined;
  /** Aborted when Temporal cancels; its reason is what is thrown then. */
  readonly signal: AbortSignal;
  heartbeat(details: SegmentHeartbeat): void;
}

type Run = Extract<SegmentStart, { kind: 'run' }>;

/**
 * One segment of a trial, from taking a slot to the end state in Postgres.
 *
 * @throws SeesawError when it failed, was handed back or came too late; the signal's reason when Temporal no longer wants it
 */
export async function runSegment(call: SegmentCall, deps: SegmentDependencies): Promise<SegmentEnding> {
  const { trialId, order, signal } = call;
  const times = { ...segmentTimes, ...deps.times };
  let facts: SegmentHeartbeat = { attempt: 0, step: 0, checkpointStep: null };
  const sayAlive = () => {
    const { attempt, step, checkpointStep } = facts;
    call.heartbeat({ attempt, step, checkpointStep });
  };
  // From the first moment on: waiting for Postgres or a download must not look like a dead trainer.
  const beat = setInterval(sayAlive, times.heartbeatMs);
  sayAlive();
  const patience = {
    signal,
    onWait: (error: unknown) => deps.log.warn({ trialId, err: error }, 'waiting for Postgres to start a segment'),
  };
  let place: Place | undefined;
  try {
    const pack = call.lanes === undefined ? undefined : await whileUnavailable(() => packNeeded(call, deps), patience);
    place = await deps.slots.acquire(pack, { signal, patienceMs: times.placeMs });
    if (place === undefined) return { state: 'pending', attempt: 0, step: 0, full: true };
    const asking = {
      trialId,
      workerId: deps.workerId,
      host: deps.spool.host,
      slot: place.slot.spec.slot,
      call: randomUUID(),
      ...(place.pack && { lane: place.pack.lane }),
      ...(order !== undefined && { order }),
    };
    const start = await whileUnavailable(() => deps.store.segments.start(asking), patience);
    if (start.kind !== 'run') return await endingWithoutTraining(trialId, start, deps);
    const { attempt, sweepId, number } = start;
    const segment: SegmentFacts = { trialId, attempt, sweepId, number, step: 0, checkpointStep: null };
    facts = segment;
    return await trainIn({ place, start, facts: segment, call, deps });
  } finally {
    clearInterval(beat);
    place?.release();
  }
}

/** Which program it may share with others; undefined where that is none. */
async function packNeeded(
  { trialId, lanes = 1 }: SegmentCall,
  { store, packOf }: SegmentDependencies,
): Promise<Pack | undefined> {
  const program = packOf(await store.segments.config(trialId));
  return 'key' in program ? { key: program.key, lanes } : undefined;
}

/** The trial must not run: it ended already, or its sweep pauses or cancels. */
async function endingWithoutTraining(
  trialId: number,
  start: Exclude<SegmentStart, { kind: 'run' }>,
  { store }: SegmentDependencies,
): Promise<SegmentEnding> {
  const { state, attempt, step } = start;
  if (start.kind === 'full') return { state: 'pending', attempt, step, full: true };
  // Stopped before it began, while it waited for this lane: the orchestrator asks the row.
  if (state === 'skipped') return { state: 'cancelled', attempt, step };
  if (state === 'completed' || state === 'diverged' || state === 'cancelled' || state === 'stopped-early') {
    return { state, attempt, step };
  }
  if (start.kind === 'not-wanted') {
    const intent = await whileUnavailable(() => store.segments.intent(trialId));
    return { state: intent === 'cancel' || intent === 'stop' ? 'cancelled' : 'paused', attempt, step };
  }
  throw new SeesawError('conflict', `Trial ${trialId} is ${state} and does not train.`, {
    facts: { trialId, attempt },
  });
}

async function trainIn(options: {
  place: Place;
  start: Run;
  facts: SegmentFacts;
  call: SegmentCall;
  deps: SegmentDependencies;
}): Promise<SegmentEnding> {
  const { place, start, facts, call, deps } = options;
  const { slot, pack } = place;
  const { trialId, attempt, sweepId } = facts;
  const { store, spool, artifacts } = deps;
  const times = { ...segmentTimes, ...deps.times };
  const log = deps.log.child({ sweepId, trialId, attempt, slot: slot.spec.slot, ...(pack && { lane: pack.lane }) });
  let wish: Wish = 'train';
  let reason: unknown;
  let training: Training | undefined;
  const interrupted = new AbortController();

  function want(next: Wish, why?: unknown): void {
    if (!overrules(next, wish)) return;
    wish = next;
    reason = why;
    log.info({ wish, step: facts.step, ...(why instanceof Error ? { err: why } : {}) }, 'the segment shall stop');
    if (next === 'abandon') sinks.discard();
    interrupted.abort();
    obey();
  }
  function obey(): void {
    if (wish === 'abandon' || wish === 'cancel') training?.stop('cancel', times.cancelGraceMs);
    else if (wish !== 'train') training?.stop('pause', times.pauseGraceMs);
  }
  async function onCancelled(): Promise<void> {
    if (deps.shutdown.aborted) return want('hand-back');
    try {
      const intent = await whileUnavailable(() => store.segments.intent(trialId));
      if (intent === 'run') want('abandon', call.signal.reason);
      else want(intent);
    } catch (error) {
      want('abandon', error);
    }
  }
  const onAbort = () => void onCancelled();
  const onShutdown = () => want('hand-back');

  const sinks = createSegmentSinks({
    facts,
    config: start.config,
    deps,
    onPressure: (held) => {
      log.warn(
        { held, step: facts.step },
        held ? 'too many points wait for Postgres: training is held' : 'training goes on',
      );
      training?.hold(held);
    },
    onFailure: (error) => want('abandon', error),
  });
  const endWatch = watchSegment({
    facts,
    segments: store.segments,
    everyMs: times.watchMs,
    log,
    onIntent: (intent) => want(intent),
    onFailure: (error) => want('abandon', error),
  });
  call.signal.addEventListener('abort', onAbort, { once: true });
  deps.shutdown.addEventListener('abort', onShutdown, { once: true });
  if (call.signal.aborted) onAbort();
  if (deps.shutdown.aborted) onShutdown();

  try {
    const resumeFrom = await prepare();
    training =
      resumeFrom === 'interrupted'
        ? undefined
        : slot.train(
            {
              trialId,
              attempt,
              sweepId,
              config: start.config,
              untilStep: start.untilStep,
              fromStep: facts.step,
              trialFolder: spool.trialFolder(facts),
              ...(resumeFrom !== null && { resumeFrom }),
              ...(pack && { pack }),
            },
            {
              onMessage: (message) => {
                if (wish !== 'abandon') sinks.take(message);
              },
              onLine: (line, stream) => sinks.logs.add(levelOfLine(line, stream), facts.step, line),
            },
          );
    obey();
    const end = (await training?.done) ?? { kind: 'killed' as const, message: 'The training had not begun.' };
    return await concludeSegment({ facts, end, sinks, deps, log, wish: () => wish, reason: () => reason, endWatch });
  } catch (error) {
    // Whatever went wrong here, no child may train on unseen.
    training?.stop('cancel', 0);
    await training?.done;
    sinks.discard();
    throw error;
  } finally {
    call.signal.removeEventListener('abort', onAbort);
    deps.shutdown.removeEventListener('abort', onShutdown);
    await endWatch();
  }

  /** Folder to resume from, or null for scratch. */
  async function prepare(): Promise<string | null | 'interrupted'> {
    const patience = { signal: interrupted.signal };
    try {
      const chosen = await chooseCheckpoint({
        trial: facts,
        candidates: start.resume,
        spool,
        artifacts,
        signal: interrupted.signal,
        log,
        // Of another trial where a population was exploited.
        reread: async (row) => (await store.checkpoints.list(row.trialId)).find(({ id }) => id === row.id),
        isThere: async (host) =>
          (await store.workers.list()).some((worker) => worker.host === host && worker.state === 'alive'),
        onBad: async (row, why) => {
          const message = `The checkpoint of step ${row.step} cannot be used: ${why}. The next older one is tried.`;
          log.warn({ step: row.step }, message);
          sinks.logs.add('warn', row.step, message);
          await whileUnavailable(() => store.checkpoints.markCorrupt({ checkpointId: row.id, message: why }), patience);
        },
      });
      // Before a first attempt there is nothing that could lie beyond.
      if (attempt > 1) {
        await whileUnavailable(() => store.segments.truncate({ trialId, attempt, fromStep: chosen.step }), patience);
      }
      for (const step of await spool.checkpointSteps(facts)) {
        if (step > chosen.step) await spool.remove(spool.checkpointFolder(facts, step));
      }
      facts.step = chosen.step;
      facts.checkpointStep = chosen.step === 0 ? null : chosen.step;
      log.info({ step: chosen.step, steps: start.config.steps }, chosen.step === 0 ? 'from scratch' : 'resuming');
      const { recipe, dataset, steps } = start.config;
      if (chosen.step === 0) sinks.logs.add('info', 0, `Trains ${recipe} on ${dataset} from step 0 to ${steps}.`);
      return interrupted.signal.aborted ? 'interrupted' : chosen.folder;
    } catch (error) {
      if (interrupted.signal.aborted) return 'interrupted';
      throw error;
    }
  }
}
