import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../apiClient.ts';
import { sweepRow } from '../testRows.ts';
import { followSweep } from './followSweep.ts';

const running = sweepRow({ state: 'running' });
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function follow(answer: (path: string, response: ServerResponse, request: IncomingMessage) => void) {
  const server = createServer((request, response) => answer(request.url!.split('?')[0]!, response, request));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const signal = AbortSignal.timeout(60_000);
  const api = new ApiClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, signal });
  const lost: string[] = [];
  const onLost = (error: Error) => lost.push(error.message);
  return { lost, end: followSweep({ api, sweepId: running.id, signal, onLook: () => undefined, onLost }) };
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  json(response, { type: 'about:blank', title: 'Refused', status, code: 'not-found', detail }, status);
}

describe('followSweep', () => {
  it.each([401, 404])('ends with what the server says when it refuses the stream of events (%i)', async (status) => {
    const { end } = await follow((path, response) => {
      if (path === '/api/v1/events') refuse(response, status, 'No such stream.');
      else json(response, path.endsWith('/trials') ? { items: [], nextCursor: null, total: 0 } : running);
    });
    await expect(end).rejects.toThrow('No such stream.');
  });

  it('goes on while the server, or a proxy before it, says that it will be back', async () => {
    let asked = 0;
    const { end, lost } = await follow((path, response) => {
      if (path === '/api/v1/events') {
        // Wakes the look at once, each time it is opened.
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end('id: 1\nevent: x\ndata: {}\n\n');
      } else if (path.endsWith('/trials')) json(response, { items: [], nextCursor: null, total: 0 });
      else {
        asked += 1;
        if (asked === 1) response.writeHead(502).end('bad gateway');
        else if (asked === 2) refuse(response, 503, 'The database is away.');
        else json(response, { ...running, state: 'completed' });
      }
    });
    expect((await end).sweep.state).toBe('completed');
    expect(lost).toEqual([expect.stringContaining('answered 502 Bad Gateway.')]);
  });
});
