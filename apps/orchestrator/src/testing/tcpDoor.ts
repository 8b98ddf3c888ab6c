import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A port that leads to a real service and can be shut and opened: an outage for whoever comes this way. */
export interface TcpDoor {
  readonly port: number;
  open(): Promise<void>;
  /** Cuts what is connected and refuses what comes. */
  shut(): Promise<void>;
}

export async function createTcpDoor(target: { host: string; port: number }): Promise<TcpDoor> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (port: number) => {
    server = createServer((from) => {
      const to = connect(target);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    async open() {
      if (server === undefined) await listen(port);
    },
    async shut() {
      const closing = server;
      server = undefined;
      closing?.close();
      for (const socket of sockets) socket.destroy();
      if (closing?.listening === true) await once(closing, 'close');
    },
  };
}
