import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Door {
  readonly url: string;
  /** Nobody answers any more, and whoever was being answered hears nothing further. */
  readonly shut: () => void;
}

/** A way to a server that can be shut while the server itself goes on. */
export async function openDoor(to: string): Promise<Door> {
  const server = createServer((asked, answer) => {
    const onward = request(new URL(asked.url ?? '/', to), { method: asked.method, headers: asked.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut() {
      server.close();
      server.closeAllConnections();
    },
  };
}
