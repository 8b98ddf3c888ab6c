import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Problem } from '@seesaw/shared/api';
import { run } from './run.ts';
import { sweepRow } from './testRows.ts';

/** What the API was asked, e.g. `POST /api/v1/sweeps/swp-1a2b/commands` with its body. */
export interface Asked {
  readonly what: string;
  readonly body?: unknown;
}

/** An API that notes what it is asked: knows one sweep, acknowledges every command. `answers` come first, by what is asked. */
export async function startTestApi(answers: Readonly<Record<string, unknown>> = {}) {
  const asked: Asked[] = [];
  const row = sweepRow();
  const known: Record<string, unknown> = {
    [`GET /api/v1/sweeps/${row.id}`]: row,
    [`POST /api/v1/sweeps/${row.id}/commands`]: { sweepId: row.id, state: 'running', message: 'as asked', trials: 1 },
    ...answers,
  };
  const server = createServer(async (request, response) => {
    const what = `${request.method} ${request.url}`;
    // Some requests have no body.
    asked.push(request.method === 'GET' ? { what } : { what, body: await json(request).catch(() => undefined) });
    const answer = known[what];
    if (answer === undefined) response.writeHead(404).end(JSON.stringify(notFound(what)));
    else if (typeof answer === 'string' || answer instanceof Uint8Array) response.end(answer);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    asked,
    /** Bodies of the commands so far. */
    commands: () => asked.filter(({ what }) => what.endsWith('/commands')).map(({ body }) => body),
    async seesaw(...words: string[]) {
      const text = { out: '', err: '' };
      const writer = (to: 'out' | 'err') => ({
        isTTY: false,
        columns: 100,
        write: (part: string) => {
          text[to] += part;
        },
      });
      const code = await run(words, { env: { SEESAW_API_URL: url }, out: writer('out'), err: writer('err') });
      return { code, ...text };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function notFound(what: string): Problem {
  return {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not-found',
    detail: `There is nothing at ${what}.`,
  };
}
