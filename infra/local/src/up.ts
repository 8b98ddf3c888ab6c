import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJsonAtomically } from './atomicFile.ts';
import { lastLines } from './command.ts';
import { down } from './down.ts';
import { type KnownEndpoints, knownEndpoints } from './endpoints.ts';
import { childEnv, localEnv } from './env.ts';
import { withFileLock } from './fileLock.ts';
import { type HomePaths, homePaths } from './homePaths.ts';
import { failedStarts } from './keepAlive.ts';
import { stopLeftovers } from './leftovers.ts';
import { isPortFree } from './ports.ts';
import { identityOf, signal } from './processIdentity.ts';
import type { OnProgress } from './progress.ts';
import { rotateLog } from './rotateLog.ts';
import { type ServiceName, serviceNames, withNeeds } from './serviceNames.ts';
import { repositoryRoot, tsxImport } from './services/app.ts';
import { setUpServices } from './setup/setUpServices.ts';
import { readState, type ServiceState, type SystemState, supervisorLives } from './state.ts';
import { readWanted } from './supervisor.ts';
import { openForPassing, unprivilegedAccount } from './unprivileged.ts';
import { waitUntil } from './waitUntil.ts';

const readyTimeoutMs = 300_000;

export interface UpOptions {
  /** Default: SEESAW_HOME or ~/.seesaw. */
  home?: string;
  /** Default: all. What these need is started too. */
  services?: readonly ServiceName[];
  onProgress?: OnProgress;
  /**
   * For tests: stop everything once neither this process nor any other that called with this option has lived for so
   * long.
   */
  stopWhenIdleMs?: number;
}

/**
 * Installs what the services need, starts them under a detached supervisor and resolves when all are ready. Harmless when
 * they run already; adds what a running supervisor does not keep yet. Rejects with the end of the log when a service
 * does not start, and then leaves nothing running that it started.
 */
export async function up(options: UpOptions = {}): Promise<KnownEndpoints> {
  const env = localEnv();
  const home = resolve(options.home ?? env.home);
  const onProgress = options.onProgress ?? (() => undefined);
  const names = withNeeds(options.services ?? serviceNames);
  const paths = homePaths(home);
  for (const folder of [env.home, paths.home, paths.logs]) mkdirSync(folder, { recursive: true });
  for (const folder of [paths.run, paths.holders]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (unprivilegedAccount() !== undefined) for (const folder of new Set([env.home, home])) openForPassing(folder);
  if (options.stopWhenIdleMs !== undefined) hold(paths);
  await setUpServices(names, env, onProgress);

  for (;;) {
    const started = await withFileLock(paths.lock, () => ensureSupervisor(paths, names, options.stopWhenIdleMs));
    if (await untilReady(paths, names, onProgress, started)) return knownEndpoints({ home });
  }
}

/** Gives whether the supervisor was started now. */
async function ensureSupervisor(paths: HomePaths, names: ServiceName[], stopWhenIdleMs?: number): Promise<boolean> {
  // One that is on its way out keeps its services' ports and data until it has gone.
  await waitUntil('the stopping supervisor to end', () => !isStopping(readState(paths.state)), { timeoutMs: 120_000 });
  const state = readState(paths.state);
  const running = state !== undefined && supervisorLives(state);
  const wanted = running ? readWanted(paths.wanted).services : [];
  if (!running) await stopLeftovers(paths);
  if (names.includes('orchestrator') && !wanted.includes('orchestrator')) await checkApiPort();
  writeJsonAtomically(paths.wanted, { services: withNeeds([...wanted, ...names]), stopWhenIdleMs });
  if (running) {
    signal(state.supervisorPid, 'SIGHUP');
    return false;
  }
  for (const name of [...serviceNames, 'supervisor'] as const) rotateLog(paths.log(name));
  await spawnSupervisor(paths);
  return true;
}

/** A port that a person asked for is not exchanged, so that it is taken is better said before anything starts. */
async function checkApiPort(): Promise<void> {
  const { apiPort } = localEnv();
  if (apiPort === undefined || (await isPortFree(apiPort))) return;
  throw new Error(
    `Port ${apiPort} is taken by another program: set SEESAW_API_PORT to a free one, or unset it and Seesaw finds one.`,
  );
}

function isStopping(state: SystemState | undefined): boolean {
  return state !== undefined && supervisorLives(state) && state.stopping;
}

async function spawnSupervisor(paths: HomePaths): Promise<void> {
  const main = fileURLToPath(new URL('./supervisorMain.ts', import.meta.url));
  const log = openSync(paths.log('supervisor'), 'a', 0o600);
  const child = spawn(process.execPath, ['--import', tsxImport, main, paths.home], {
    cwd: repositoryRoot,
    env: childEnv({ SEESAW_HOME: paths.home, SEESAW_CACHE: localEnv().cache }),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  await waitUntil(
    'the supervisor to start',
    () => {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the supervisor ended at once\n${logEnd(paths, 'supervisor')}`);
      const state = readState(paths.state);
      return state !== undefined && supervisorLives(state);
    },
    { timeoutMs: 60_000 },
  );
}

/** True when all are ready; false when the supervisor went away, so that the caller starts again. */
async function untilReady(
  paths: HomePaths,
  names: ServiceName[],
  onProgress: OnProgress,
  started: boolean,
): Promise<boolean> {
  const startMs = performance.now();
  const told = new Map<ServiceName, string>();
  return waitUntil(
    names.join(', '),
    async () => {
      const state = readState(paths.state);
      if (state === undefined || !supervisorLives(state) || state.stopping) return { ready: false };
      for (const name of names) {
        const service = state.services[name];
        if (service === undefined || told.get(name) === service.phase) continue;
        told.set(name, service.phase);
        tell(name, service);
        if (service.phase === 'restarting' && service.restarts >= failedStarts) await giveUp(name, service);
      }
      return names.every((name) => state.services[name]?.phase === 'ready') && { ready: true };
    },
    { timeoutMs: readyTimeoutMs },
  ).then(({ ready }) => ready);

  function tell(name: ServiceName, service: ServiceState): void {
    const elapsedMs = Math.round(performance.now() - startMs);
    if (service.phase === 'ready') {
      onProgress({ step: name, kind: 'done', text: service.url ?? 'ready', elapsedMs });
    } else if (service.phase === 'restarting') {
      onProgress({ step: name, kind: 'doing', text: service.problem ?? 'restarting', elapsedMs });
    } else if (service.phase === 'starting') {
      onProgress({ step: name, kind: 'started', text: 'starting', elapsedMs });
    }
  }

  async function giveUp(name: ServiceName, service: ServiceState): Promise<never> {
    const problem = `${name} does not start: ${service.problem}\n${logEnd(paths, name)}\n(log: ${paths.log(name)})`;
    onProgress({ step: name, kind: 'failed', text: problem, elapsedMs: Math.round(performance.now() - startMs) });
    if (started) await down({ home: paths.home });
    throw new Error(problem);
  }
}

function logEnd(paths: HomePaths, name: ServiceName | 'supervisor'): string {
  try {
    return lastLines(readFileSync(paths.log(name), 'utf8'), 12);
  } catch {
    return '(no log)';
  }
}

/** Marks this process as a user of the home until it ends. */
function hold(paths: HomePaths): void {
  const self = identityOf(process.pid)!;
  writeFileSync(join(paths.holders, `${self.pid}-${self.startMark}`), '');
}
