import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { SeesawEvent } from '@seesaw/shared/events';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { EventStream } from './eventStream.ts';

const event = (id: number): SeesawEvent => ({
  id,
  kind: 'trial.progress',
  sweepId: 's',
  trialId: 1,
  trialNumber: 1,
  attempt: 1,
  step: id,
  at: '2026-01-01T00:00:00.000Z',
  message: 'x'.repeat(1000),
  data: {},
});

test('a client that does not read is dropped, and never has more than it can take in memory', async () => {
  let read = 0;
  let ended = () => {
    throw new Error('not connected yet');
  };
  const end = new Promise<void>((resolve) => {
    ended = resolve as () => never;
  });
  const server = createServer((_request, response) => {
    const stream = new EventStream({
      response,
      headers: {},
      cursor: 0,
      read: async (cursor, limit) => {
        read += limit;
        return {
          events: Array.from({ length: limit }, (_, index) => event(cursor + index + 1)),
          cursor: cursor + limit,
        };
      },
      onEnd: () => ended(),
      log: pino({ level: 'silent' }),
      patienceMs: 50,
    });
    stream.pump();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await end;
  // What the two kernels buffer, and not the endless rest.
  expect(read).toBeLessThan(50_000);
  socket.destroy();
  server.close();
});
