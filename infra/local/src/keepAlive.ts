import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type ServiceProcess, startServiceProcess, stopServiceProcess } from './serviceProcess.ts';
import type { Service } from './services/service.ts';
import type { ServiceState } from './state.ts';
import { waitUntil } from './waitUntil.ts';

const firstDelayMs = 200;
const longestDelayMs = 15_000;
/** A service that ran this long was well: the next back-off starts from the beginning. */
const wellAfterMs = 30_000;
const externalTimeoutMs = 30_000;

export interface KeepAliveOptions {
  service: Service;
  logFile: string;
  log: Logger;
  /** Resolves when all that this service needs is ready. */
  needsReady: () => Promise<void>;
  onChange: (state: ServiceState) => void;
}

/** A service under supervision. */
export interface KeptService {
  service: Service;
  state(): ServiceState;
  stop(): Promise<void>;
}

/** Starts a service and starts it again, after a growing pause, whenever it ends, until it is stopped. */
export function keepAlive({ service, logFile, log, needsReady, onChange }: KeepAliveOptions): KeptService {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  let state: ServiceState = {
    phase: 'waiting',
    external: service.kind === 'external',
    url: service.url,
    restarts: 0,
    ...(service.kind === 'own' ? { port: service.port } : {}),
  };
  let running: ServiceProcess | undefined;
  const change = (part: Partial<ServiceState>): void => {
    state = { ...state, ...part };
    onChange(state);
  };
  const finished = service.kind === 'external' ? watchExternal() : supervise();

  return {
    service,
    state: () => state,
    async stop() {
      stopping.abort();
      if (service.kind === 'own' && running !== undefined) {
        change({ phase: 'stopping' });
        await stopServiceProcess(running.identity, service);
      }
      await finished;
      change({ phase: 'stopped', pid: undefined, startMark: undefined });
    },
  };

  async function supervise(): Promise<void> {
    let delayMs = firstDelayMs;
    await Promise.race([needsReady(), stopped]);
    while (!stopping.signal.aborted) {
      const startedMs = performance.now();
      const problem = await runOnce();
      running = undefined;
      if (stopping.signal.aborted) return;
      if (performance.now() - startedMs > wellAfterMs) delayMs = firstDelayMs;
      log.warn(
        { service: service.name, restarts: state.restarts + 1 },
        `${service.name} ${problem}; starting it again in ${delayMs} ms`,
      );
      change({ phase: 'restarting', pid: undefined, startMark: undefined, problem, restarts: state.restarts + 1 });
      await pauseUnlessStopped(delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
  }

  /** One life of the process; gives how it ended, in words. */
  async function runOnce(): Promise<string> {
    if (service.kind !== 'own') return 'is not ours';
    try {
      await service.prepare();
      if (stopping.signal.aborted) return 'was stopped';
      running = await startServiceProcess(service, logFile);
    } catch (cause) {
      return `could not be started: ${(cause as Error).message}`;
    }
    const { identity, ready, ended } = running;
    change({ phase: 'starting', ...identity, startedAt: new Date().toISOString() });
    // A stop during the start must kill what was spawned after it looked.
    if (stopping.signal.aborted) await stopServiceProcess(identity, service);
    try {
      const { url } = await ready;
      if (url !== undefined && url !== service.url) service.moved?.(url);
      log.info({ service: service.name, pid: identity.pid, url: service.url }, `${service.name} is ready`);
      change({ phase: 'ready', problem: undefined, url: service.url, port: service.port });
    } catch (cause) {
      await stopServiceProcess(identity, service);
      return (cause as Error).message;
    }
    return ended;
  }

  async function watchExternal(): Promise<void> {
    try {
      await waitUntil(`${service.name} at ${service.url}`, externalReady, {
        timeoutMs: externalTimeoutMs,
        everyMs: 200,
      });
      if (!stopping.signal.aborted) change({ phase: 'ready' });
    } catch (cause) {
      const problem = `${service.name} at ${service.url} does not answer: ${(cause as Error).message}`;
      log.error({ service: service.name }, problem);
      change({ phase: 'restarting', problem, restarts: failedStarts });
    }
  }

  async function externalReady(): Promise<boolean> {
    return stopping.signal.aborted || (service.ready !== 'message' && (await service.ready()));
  }

  async function pauseUnlessStopped(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: stopping.signal });
    } catch (cause) {
      if (!stopping.signal.aborted) throw cause;
    }
  }
}

/** After so many failures without ever being ready, whoever waits for the service is told that it does not start. */
export const failedStarts = 4;
