import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, isTemporary } from '../apiClient.ts';
import { CliError } from '../cliError.ts';

/** One message of a text/event-stream. */
export interface StreamEvent {
  readonly id: number | undefined;
  readonly kind: string;
  readonly data: string;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Calls `onEvent` for what happens to a sweep until `signal` is aborted. A broken connection is opened again after the last
 * event seen (Last-Event-ID), so nothing is missed. Rejects with what the server refuses, such as a sweep that was deleted or
 * a token that is no longer taken.
 */
export async function followEvents(options: {
  readonly api: ApiClient;
  readonly sweepId: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => void;
}): Promise<void> {
  const { api, sweepId, signal, onEvent } = options;
  let lastEventId: number | undefined;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      for await (const event of readEvents(await api.events(sweepId, lastEventId, signal))) {
        pauseMs = firstPauseMs;
        lastEventId = event.id ?? lastEventId;
        onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CliError && !isTemporary(error)) throw error;
    }
    if (!signal.aborted) await pause(pauseMs, signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The format of server-sent events (WHATWG HTML §9.2.6), as far as our server uses it. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = readBlock(block);
      if (event !== undefined) yield event;
    }
  }
}

function readBlock(block: string): StreamEvent | undefined {
  let id: number | undefined;
  let kind = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const field = line.slice(0, colon);
    if (field === 'id' && /^\d+$/.test(value)) id = Number(value);
    else if (field === 'event') kind = value;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? undefined : { id, kind, data: data.join('\n') };
}
