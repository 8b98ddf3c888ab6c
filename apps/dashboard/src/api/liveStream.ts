import { eventKinds, type SeesawEvent } from '@seesaw/shared/events';
import type { TrialRow } from '@seesaw/shared/records';
import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';
import { isStale, newestSteps, type Pace, stalenessOf } from './staleness.ts';
import { rowWithStep, withSteps } from './withSteps.ts';

export type StreamState = 'connecting' | 'live' | 'down';

export interface LiveStream {
  /** For useSyncExternalStore. The connection is held as long as somebody listens. */
  subscribe(listener: () => void): () => void;
  state(): StreamState;
}

const flushEveryMs: Readonly<Record<Pace, number>> = { soon: 700, later: 3000 };
/** The browser retries by itself after a dropped connection, but not after an HTTP error. */
const reopenAfterMs = 3000;
/** A dropped connection is usually back within a second or two; no banner for that. */
const downAfterMs = 2500;

/**
 * The page's one connection for news. Events are collected and turned into refreshes at a fixed pace, however many arrive. The first
 * connection begins where the session's answer stood, before the page asked for anything else; a reconnect (the browser sends
 * Last-Event-ID) refreshes everything once, in case something was missed.
 */
export function openLiveStream(client: QueryClient): LiveStream {
  const listeners = new Set<() => void>();
  let state: StreamState = 'connecting';
  let source: EventSource | undefined;
  const waiting: Record<Pace, SeesawEvent[]> = { soon: [], later: [] };
  const flushTimers: Record<Pace, number | undefined> = { soon: undefined, later: undefined };
  let reopenTimer: number | undefined;
  let downTimer: number | undefined;

  const setState = (next: StreamState) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const receive = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as SeesawEvent;
    for (const pace of ['soon', 'later'] as const) {
      waiting[pace].push(event);
      flushTimers[pace] ??= window.setTimeout(() => flush(pace), flushEveryMs[pace]);
    }
  };

  const flush = (pace: Pace) => {
    flushTimers[pace] = undefined;
    const events = waiting[pace];
    waiting[pace] = [];
    if (pace === 'soon') patchSteps(client, newestSteps(events));
    const stale = stalenessOf(events, pace);
    // Without cancelRefetch a slow answer is awaited instead of being asked for again and again.
    void client.invalidateQueries({ predicate: (query) => isStale(query.queryKey, stale) }, { cancelRefetch: false });
  };

  /** Of the first connection alone: a later one would be told all that happened since the page was opened. */
  let hasBegun = false;
  const address = () => {
    const from = hasBegun ? undefined : client.getQueryData(sessionQuery.queryKey)?.newestEvent;
    hasBegun = true;
    return from === undefined ? '/api/v1/events' : `/api/v1/events?after=${from}`;
  };

  const connect = () => {
    reopenTimer = undefined;
    source = new EventSource(address());
    source.onopen = () => {
      window.clearTimeout(downTimer);
      downTimer = undefined;
      if (state === 'down') void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'validation' });
      setState('live');
    };
    source.onerror = () => {
      downTimer ??= window.setTimeout(() => setState('down'), downAfterMs);
      if (source?.readyState !== EventSource.CLOSED) return;
      source.close();
      reopenTimer ??= window.setTimeout(connect, reopenAfterMs);
    };
    for (const kind of eventKinds) source.addEventListener(kind, receive);
  };
  const disconnect = () => {
    source?.close();
    for (const timer of [flushTimers.soon, flushTimers.later, reopenTimer, downTimer]) window.clearTimeout(timer);
    flushTimers.soon = undefined;
    flushTimers.later = undefined;
    reopenTimer = undefined;
    downTimer = undefined;
    state = 'connecting';
  };

  return {
    subscribe(listener) {
      if (listeners.size === 0) connect();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) disconnect();
      };
    },
    state: () => state,
  };
}

/** The step counter moves at once; the rest of the row follows with the refresh. */
function patchSteps(client: QueryClient, steps: ReadonlyMap<number, number>): void {
  if (steps.size === 0) return;
  client.setQueriesData<unknown>({ queryKey: ['trials'] }, (data: unknown) => withSteps(data, steps));
  for (const [trialId] of steps)
    client.setQueryData<TrialRow>(['trial', trialId], (trial) => trial && rowWithStep(trial, steps));
}
