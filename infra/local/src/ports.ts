import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { readJson, writeJsonAtomically } from './atomicFile.ts';
import type { ServiceName } from './serviceNames.ts';

/** Ports are chosen below the range from which systems number outgoing connections (32768 up). */
const firstPort = 20_000;
const portCount = 10_000;

/** Where people expect the dashboard. */
export const defaultApiPort = 7788;

type Ports = Partial<Record<ServiceName, number>>;

/**
 * A port for each service: the one this home used before, else one derived from the home's path, so that two homes
 * rarely meet; a port taken by anything else is passed over. The choice is remembered in `file`.
 */
export async function choosePorts(file: string, services: readonly ServiceName[], fixed: Ports = {}): Promise<Ports> {
  const remembered = (readJson(file) ?? {}) as Ports;
  const chosen: Ports = {};
  const used = new Set<number>(Object.values(fixed));
  for (const service of services) {
    const port = fixed[service] ?? (await freePort(remembered[service] ?? preferredPort(file, service), used));
    chosen[service] = port;
    used.add(port);
  }
  writeJsonAtomically(file, { ...remembered, ...chosen });
  return chosen;
}

/** Makes `port` the one that {@link choosePorts} asks for first the next time; where that cannot be noted, it is not. */
export function rememberPort(file: string, service: ServiceName, port: number): void {
  try {
    writeJsonAtomically(file, { ...(readJson(file) ?? {}), [service]: port });
  } catch {
    // The service answers on its port; only the next start may choose another.
  }
}

/** The first free port from `start` on. */
export async function freePort(start: number, used: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = start; port < start + 500 && port < 65_536; port++) {
    if (!used.has(port) && (await isPortFree(port))) return port;
  }
  throw new Error(`no free port on 127.0.0.1 between ${start} and ${start + 499}`);
}

/** Whether we could listen there: nothing answers on the loopback and the port can be bound. */
export async function isPortFree(port: number): Promise<boolean> {
  // A server bound to all addresses leaves the loopback bindable on some systems, so ask both ways.
  if (await answers(port)) return false;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE' || cause.code === 'EACCES') resolve(false);
      else reject(cause);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether something accepts connections at that address. */
export function answers(port: number, host = '127.0.0.1', timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function preferredPort(file: string, service: ServiceName): number {
  if (service === 'orchestrator') return defaultApiPort;
  const hash = createHash('sha256').update(`${file}\0${service}`).digest();
  return firstPort + (hash.readUInt32BE(0) % portCount);
}
