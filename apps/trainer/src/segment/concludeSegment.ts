import type { SegmentEnding } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Logger } from 'pino';
import type { TrainingEnd } from '../slot/training.ts';
import { whileUnavailable } from '../whileUnavailable.ts';
import type { SegmentDependencies, SegmentFacts } from './dependencies.ts';
import type { SegmentSinks } from './segmentSinks.ts';
import type { Wish } from './wish.ts';

interface Conclusion {
  readonly state: Exclude<SegmentEnding['state'], 'pending' | 'failed'>;
  readonly step: number;
  readonly message: string;
}

/**
 * Writes how the segment ended, after everything it reported. What the child reached counts more than a wish that came
 * too late: a trial that completed while it was being paused is completed.
 *
 * @throws SeesawError for a failure or a hand-back; the reason of an abandoned segment
 */
export async function concludeSegment(options: {
  facts: SegmentFacts;
  end: TrainingEnd;
  sinks: SegmentSinks;
  deps: SegmentDependencies;
  log: Logger;
  /** Asked again after every wait, because the segment can be overtaken until the last write. */
  wish: () => Wish;
  reason: () => unknown;
  /** Ends heartbeats to Postgres: a trial that ended takes no more writes. */
  endWatch: () => Promise<void>;
}): Promise<SegmentEnding> {
  const { facts, end, sinks, deps, log, wish, reason, endWatch } = options;
  const { trialId, attempt } = facts;
  const { segments } = deps.store;

  if (end.kind === 'failed') sinks.logs.add('error', end.step ?? facts.step, end.message);
  else if (end.kind === 'ended') sinks.logs.add('info', end.step, end.message);
  try {
    await settle();
    await endWatch();
    if (wish() === 'abandon') throw reason();
    const conclusion = conclude(end, wish(), facts);
    if (conclusion instanceof SeesawError) {
      const { code, message } = conclusion;
      await whileUnavailable(() => segments.fail({ trialId, attempt, code, message, step: facts.step }));
      log.warn({ code, step: facts.step }, message);
      throw conclusion;
    }
    const { state, step, message } = conclusion;
    const ended = await whileUnavailable(() => segments.finish({ trialId, attempt, state, step, message }));
    log.info({ state: ended.state, step }, message);
    if (isEndedTrial(ended.state)) deps.onEnded(facts);
    return { state: ended.state, attempt, step };
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'conflict') {
      // The trial was released or closed while this segment was thought lost: somebody else decides about it now.
      const message = `Attempt ${attempt} of trial ${facts.number} was overtaken: ${error.message}`;
      throw new SeesawError('superseded', message, { facts: { trialId, attempt }, cause: error });
    }
    throw error;
  }

  async function settle(): Promise<void> {
    try {
      await sinks.settled();
    } catch (error) {
      // The reason of an abandoned segment says more than what became of its sinks.
      throw wish() === 'abandon' ? reason() : error;
    }
  }
}

function conclude(end: TrainingEnd, wish: Wish, facts: SegmentFacts): Conclusion | SeesawError {
  const { trialId, attempt, sweepId, number } = facts;
  const kept =
    facts.checkpointStep === null ? 'no checkpoint exists yet' : `checkpoint of step ${facts.checkpointStep}`;
  if (end.kind === 'ended' && ['completed', 'diverged', 'waiting'].includes(end.state)) return end;
  if (wish === 'cancel') {
    const step = end.kind === 'ended' ? end.step : facts.step;
    return { state: 'cancelled', step, message: `Cancelled at step ${step}.${remark(end)}` };
  }
  if (wish === 'stop') {
    const step = end.kind === 'ended' ? end.step : (facts.checkpointStep ?? 0);
    return { state: 'stopped-early', step, message: `Stopped early at step ${step}; ${kept}.${remark(end)}` };
  }
  if (wish === 'pause') {
    if (end.kind === 'ended')
      return { state: 'paused', step: end.step, message: `Paused at step ${end.step}; ${kept}.` };
    const step = facts.checkpointStep ?? 0;
    return { state: 'paused', step, message: `Paused; it continues from step ${step} (${kept}).${remark(end)}` };
  }
  if (wish === 'hand-back') {
    const message = `Trial ${number}: its trainer shuts down at step ${facts.step}; another one continues it (${kept}).`;
    return new SeesawError('trainer-lost', message, {
      retryable: true,
      facts: { sweepId, trialId, attempt, step: facts.step },
    });
  }
  const step = end.kind === 'failed' ? (end.step ?? facts.step) : facts.step;
  const what = end.kind === 'failed' ? end.message : `The training stopped without being asked. ${end.message}`;
  const retryable = end.kind === 'failed' ? end.retryable : true;
  const next = retryable ? ` It is retried: ${kept}.` : '';
  return new SeesawError(
    end.kind === 'failed' ? end.code : 'internal',
    `Trial ${number}, step ${step}: ${what}${next}`,
    {
      retryable,
      facts: { sweepId, trialId, attempt, step },
    },
  );
}

function remark(end: TrainingEnd): string {
  return end.kind === 'ended' ? '' : ` ${end.message}`;
}
