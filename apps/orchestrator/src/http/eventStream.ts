import type { ServerResponse } from 'node:http';
import type { SeesawEvent } from '@seesaw/shared/events';
import type { FastifyBaseLogger } from 'fastify';

export interface EventStreamOptions {
  readonly response: ServerResponse;
  /** Set by earlier hooks. */
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
  /** Events after this one are sent. */
  readonly cursor: number;
  readonly read: (cursor: number, limit: number) => Promise<{ events: SeesawEvent[]; cursor: number }>;
  readonly onEnd: () => void;
  readonly log: FastifyBaseLogger;
  /** A client that does not drain its buffer for so long is dropped; it resumes by Last-Event-ID. */
  readonly patienceMs?: number;
}

const batch = 500;
const defaultPatienceMs = 15_000;

/** One client of the event stream. It reads events by cursor at the client's own pace, so nothing piles up in memory. */
export class EventStream {
  readonly #options: EventStreamOptions;
  #cursor: number;
  #pumping = false;
  #again = false;
  #ended = false;
  #stopWaiting: (() => void) | undefined;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#cursor = options.cursor;
    const { response, headers } = options;
    response.writeHead(200, {
      ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write('retry: 2000\n: connected\n\n');
    response.on('close', () => this.#finish());
    response.on('error', () => this.#finish());
  }

  /** Sends what is new. Calls while a send is under way are joined into one more round. */
  pump(): void {
    this.#again = true;
    if (this.#pumping || this.#ended) return;
    this.#pumping = true;
    this.#drainStore().then(
      () => {
        this.#pumping = false;
      },
      (error: unknown) => {
        this.#pumping = false;
        // The next doorbell or heartbeat tries again from the same cursor.
        this.#options.log.debug({ err: error }, 'Events could not be read just now');
      },
    );
  }

  heartbeat(): void {
    if (!this.#ended && !this.#options.response.writableNeedDrain) this.#options.response.write(': heartbeat\n\n');
  }

  end(): void {
    this.#options.response.end();
    this.#finish();
  }

  async #drainStore(): Promise<void> {
    while (this.#again && !this.#ended) {
      this.#again = false;
      const { events, cursor } = await this.#options.read(this.#cursor, batch);
      for (const event of events) await this.#send(event);
      this.#cursor = cursor;
      if (events.length >= batch) this.#again = true;
    }
  }

  async #send(event: SeesawEvent): Promise<void> {
    if (this.#ended) return;
    const { response, patienceMs = defaultPatienceMs } = this.#options;
    if (response.write(`id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)) return;
    if (!(await this.#drained(patienceMs))) response.destroy();
  }

  /** False when the client did not take its bytes in time; true also when the connection has ended. */
  #drained(patienceMs: number): Promise<boolean> {
    const { response } = this.#options;
    return new Promise((resolve) => {
      const settle = (inTime: boolean) => {
        clearTimeout(timer);
        response.off('drain', onDrain);
        this.#stopWaiting = undefined;
        resolve(inTime);
      };
      const onDrain = () => settle(true);
      const timer = setTimeout(() => settle(false), patienceMs);
      this.#stopWaiting = () => settle(true);
      response.once('drain', onDrain);
    });
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopWaiting?.();
    this.#options.onEnd();
  }
}
