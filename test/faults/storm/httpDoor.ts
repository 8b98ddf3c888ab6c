import { once } from 'node:events';
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to MLflow that understands what it carries, and can therefore lie about it. */
export interface HttpDoor {
  readonly port: number;
  /** Refuses bytes with 507, as a server whose disk is full. */
  noSpace: boolean;
  /** So many of the next writes are done, and then the connection breaks off instead of saying so. */
  answersToLose: number;
  close(): Promise<void>;
}

/** `target`: address of the server, without a path. */
export async function createHttpDoor(target: string): Promise<HttpDoor> {
  const server = createServer((request, response) => {
    if (door.noSpace && request.method === 'PUT') refuse(request, response);
    else forward(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door: HttpDoor = {
    port: (server.address() as AddressInfo).port,
    noSpace: false,
    answersToLose: 0,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return door;

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const { method, headers, url } = request;
    const onward = openRequest(new URL(url ?? '/', target), { method, headers }, (answer) => {
      if (method !== 'GET' && door.answersToLose > 0) {
        door.answersToLose -= 1;
        answer.resume();
        answer.once('close', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.once('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.once('error', () => onward.destroy());
    request.pipe(onward);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.once('end', () => {
    response.writeHead(507, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error_code: 'INTERNAL_ERROR', message: 'No space left on device' }));
  });
}
