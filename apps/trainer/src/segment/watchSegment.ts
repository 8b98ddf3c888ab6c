import { SeesawError } from '@seesaw/shared/errors';
import type { Intent, SegmentStore } from '@seesaw/store/segmentPort';
import type { Logger } from 'pino';
import type { SegmentFacts } from './dependencies.ts';

/**
 * Tells Postgres every `everyMs` that the segment lives and asks what the person wants, at once when a command was given:
 * Temporal delivers a cancellation only with the next heartbeat. Outages are waited for; a failure that waiting cannot cure goes to `onFailure`.
 * Returns a function that ends the watch and resolves when no call is under way.
 */
export function watchSegment(options: {
  facts: SegmentFacts;
  segments: Pick<SegmentStore, 'heartbeat' | 'intent' | 'onCommand'>;
  everyMs: number;
  log: Logger;
  onIntent(intent: Exclude<Intent, 'run'>): void;
  onFailure(error: unknown): void;
}): () => Promise<void> {
  const { facts, segments, everyMs, log, onIntent, onFailure } = options;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    if (ended) return;
    clearTimeout(timer);
    try {
      const { trialId, attempt, step } = facts;
      await segments.heartbeat({ trialId, attempt, step });
      const intent = await segments.intent(trialId);
      if (intent !== 'run' && !ended) onIntent(intent);
    } catch (error) {
      if (ended) return;
      if (error instanceof SeesawError && error.code === 'unavailable') {
        log.warn({ err: error }, 'Postgres cannot be reached; training goes on');
      } else onFailure(error);
    } finally {
      if (!ended) plan();
    }
  }
  function plan(): void {
    timer = setTimeout(() => {
      looking = look();
    }, everyMs);
  }

  plan();
  const endListening = segments.onCommand(facts.sweepId, () => {
    // After a look that is under way: it may have asked before the command.
    looking = looking.then(look);
  });
  return async () => {
    ended = true;
    endListening();
    clearTimeout(timer);
    await looking;
  };
}
