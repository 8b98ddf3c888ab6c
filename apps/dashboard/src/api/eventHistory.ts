import type { SeesawEvent } from '@seesaw/shared/events';
import { send, withQuery } from './request.ts';

/** Silence on the stream after which history counts as read to its end. */
const quietMs = 600;

/**
 * Everything that has happened to a sweep so far, oldest first, read from the same stream that carries the news:
 * `Last-Event-ID: 0` replays it from the beginning, and the connection is closed once it falls silent.
 */
export async function readEventHistory(sweepId: string, after: number, signal: AbortSignal): Promise<SeesawEvent[]> {
  const stop = new AbortController();
  const onAbort = () => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  const events: SeesawEvent[] = [];
  let quiet: number | undefined;
  try {
    const response = await send(withQuery('/events', { sweepId }), {
      headers: { accept: 'text/event-stream', 'last-event-id': String(after) },
      signal: stop.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (reader === undefined) return events;
    let rest = '';
    for (;;) {
      quiet = window.setTimeout(() => stop.abort(), quietMs);
      const { done, value } = await reader.read();
      window.clearTimeout(quiet);
      if (done) return events;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEventBlock(block);
        if (event !== undefined) events.push(event);
      }
    }
  } catch (error) {
    if (stop.signal.aborted && !signal.aborted) return events;
    throw error;
  } finally {
    window.clearTimeout(quiet);
    signal.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

/** One block of the event stream; comments and blocks without data give nothing. */
export function parseEventBlock(block: string): SeesawEvent | undefined {
  const data = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
  return data === '' ? undefined : (JSON.parse(data) as SeesawEvent);
}
