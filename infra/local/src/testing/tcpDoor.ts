import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A port that leads to a real service and can be shut and opened: an outage for whoever comes this way. */
export interface TcpDoor {
  readonly port: number;
  /** How long each piece of data is held up on its way; 0 = not at all. */
  delayMs: number;
  /** Asked about each piece of an answer: true = it gets lost and its connection is cut. What was asked for is done all the same. */
  losesAnswer: (data: Buffer) => boolean;
  open(): Promise<void>;
  /** Cuts what is connected and refuses what comes. */
  shut(): Promise<void>;
}

export async function createTcpDoor(target: { host: string; port: number }): Promise<TcpDoor> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const relay = (from: Socket, to: Socket, loses: (data: Buffer) => boolean) => {
    const way = new Transform({
      transform(data: Buffer, _encoding, done) {
        if (loses(data)) {
          from.destroy();
          to.destroy();
        } else if (door.delayMs > 0) setTimeout(() => done(null, data), door.delayMs);
        else done(null, data);
      },
    });
    sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.pipe(way).pipe(to);
  };
  const listen = async (port: number) => {
    server = createServer((client) => {
      const service = connect(target);
      relay(client, service, () => false);
      relay(service, client, (data) => door.losesAnswer(data));
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const door: TcpDoor = {
    port,
    delayMs: 0,
    losesAnswer: () => false,
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
  return door;
}
