import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readJson } from './atomicFile.ts';
import { composeServices } from './composeServices.ts';
import type { LocalEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { type KeptService, keepAlive } from './keepAlive.ts';
import { identityOf, isAlive } from './processIdentity.ts';
import { rotateLog } from './rotateLog.ts';
import { type ServiceName, serviceNames, startsAfter, withNeeds } from './serviceNames.ts';
import type { SystemState } from './state.ts';
import { keepState } from './stateKeeper.ts';

const rotateEveryMs = 10_000;

const wantedSchema = z.object({
  services: z.array(z.enum(serviceNames)),
  /** Stop everything once no process that holds this home is left for so long. */
  stopWhenIdleMs: z.number().int().positive().optional(),
});

/** What the supervisor should keep running; `up` writes it and sends SIGHUP. */
export type Wanted = z.infer<typeof wantedSchema>;

export function readWanted(path: string): Wanted {
  return wantedSchema.parse(readJson(path) ?? { services: [] });
}

export interface Supervisor {
  /** Starts what is wanted by now and does not run yet. */
  reconcile(): Promise<void>;
  /** Stops everything, in the opposite order of starting. */
  stop(): Promise<void>;
  /** Resolves when {@link stop} is done, or when the home was idle for too long and everything has been stopped. */
  finished: Promise<void>;
}

/** Keeps the services of one home running and writes what runs to its state file. */
export function supervise({ home, env, log }: { home: string; env: LocalEnv; log: Logger }): Supervisor {
  const paths = homePaths(home);
  const self = identityOf(process.pid)!;
  const kept = new Map<ServiceName, KeptService>();
  const readiness = new Map<ServiceName, { promise: Promise<void>; resolve: () => void }>();
  const state: SystemState = {
    supervisorPid: self.pid,
    supervisorStartMark: self.startMark,
    stopping: false,
    services: {},
  };
  let end: () => void;
  const finished = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopping: Promise<void> | undefined;
  const idle = watchHolders(paths.wanted, paths.holders, () => {
    log.info('nobody uses this home any more; stopping');
    void stop();
  });
  const rotating = setInterval(rotateLogs, rotateEveryMs);
  const stateFile = keepState({ path: paths.state, state, log });
  stateFile.save();

  return { reconcile, stop, finished };

  async function reconcile(): Promise<void> {
    if (stopping) return;
    const names = withNeeds(readWanted(paths.wanted).services).filter((name) => !kept.has(name));
    const fixedPorts = Object.fromEntries([...kept].flatMap(([name, service]) => portOf(name, service)));
    const all = await composeServices({ home, env, names: [...kept.keys(), ...names], fixedPorts });
    for (const service of all) {
      if (kept.has(service.name)) continue;
      const { name } = service;
      state.services[name] = { phase: 'waiting', external: service.kind === 'external', restarts: 0 };
      const keptService = keepAlive({
        service,
        logFile: paths.log(name),
        log,
        needsReady: async () => {
          await Promise.all(startsAfter[name].map((other) => ready(other).promise));
        },
        onChange: (change) => {
          state.services[name] = change;
          if (change.phase === 'ready') ready(name).resolve();
          stateFile.save();
        },
      });
      kept.set(name, keptService);
    }
    stateFile.save();
  }

  function stop(): Promise<void> {
    stopping ??= stopAll();
    return stopping;
  }

  async function stopAll(): Promise<void> {
    clearInterval(idle);
    state.stopping = true;
    stateFile.save();
    for (const name of serviceNames.toReversed()) {
      const service = kept.get(name);
      if (service === undefined) continue;
      await service.stop();
      log.info({ service: name }, `${name} is stopped`);
    }
    clearInterval(rotating);
    stateFile.close();
    rmSync(paths.state, { force: true });
    rmSync(paths.wanted, { force: true });
    end();
  }

  function rotateLogs(): void {
    for (const name of [...serviceNames, 'supervisor'] as const) {
      try {
        if (rotateLog(paths.log(name))) log.info(`${paths.log(name)} had grown large; it goes on in an empty file`);
      } catch (cause) {
        // A full disk; the next round tries again.
        log.debug({ err: cause }, `${paths.log(name)} could not be rotated`);
      }
    }
  }

  function ready(name: ServiceName) {
    const present = readiness.get(name);
    if (present !== undefined) return present;
    let resolve!: () => void;
    const made = {
      promise: new Promise<void>((r) => {
        resolve = r;
      }),
      resolve: () => resolve(),
    };
    readiness.set(name, made);
    return made;
  }
}

function portOf(name: ServiceName, { service }: KeptService): [ServiceName, number][] {
  return service.kind === 'own' && service.port !== undefined ? [[name, service.port]] : [];
}

/** Calls `onIdle` when no living process has held the home for as long as its wanted file allows. */
function watchHolders(wantedFile: string, holders: string, onIdle: () => void): NodeJS.Timeout {
  let lastHeldMs = performance.now();
  return setInterval(() => {
    try {
      const { stopWhenIdleMs } = readWanted(wantedFile);
      if (stopWhenIdleMs === undefined || livingHolders(holders) > 0) lastHeldMs = performance.now();
      else if (performance.now() - lastHeldMs > stopWhenIdleMs) onIdle();
    } catch {
      // Files that cannot be read just now are no reason to stop.
      lastHeldMs = performance.now();
    }
  }, 1_000);
}

function livingHolders(folder: string): number {
  let living = 0;
  for (const name of readdirSync(folder)) {
    const [pid, startMark] = name.split('-');
    if (isAlive({ pid: Number(pid), startMark: startMark ?? '' })) living++;
    else rmSync(join(folder, name), { force: true });
  }
  return living;
}
