import { localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { isAlive } from './processIdentity.ts';
import { type ServiceName, serviceNames } from './serviceNames.ts';
import { readState, type ServicePhase, supervisorLives } from './state.ts';

export interface ServiceStatus {
  name: ServiceName;
  /** `dead`: it should run, but the process is gone; `orphaned`: it lives, its supervisor does not. */
  phase: ServicePhase | 'dead' | 'orphaned';
  external: boolean;
  pid: number | undefined;
  port: number | undefined;
  url: string | undefined;
  startedAt: string | undefined;
  restarts: number;
  problem: string | undefined;
  log: string;
}

export interface StatusReport {
  home: string;
  /** Undefined when no supervisor lives: nothing is kept running. */
  supervisorPid: number | undefined;
  /** Whether every service is ready. */
  ready: boolean;
  /** What is wrong with the whole, and the way out, in a sentence. */
  problem: string | undefined;
  /** In start order; empty when nothing runs. */
  services: ServiceStatus[];
}

/** What runs in `home` (default: SEESAW_HOME or ~/.seesaw), checked against the living processes. */
export function status({ home = localEnv().home }: { home?: string } = {}): StatusReport {
  const paths = homePaths(home);
  const state = readState(paths.state);
  const supervised = state !== undefined && supervisorLives(state);
  const services = serviceNames.flatMap((name): ServiceStatus[] => {
    const service = state?.services[name];
    if (service === undefined) return [];
    const { pid, startMark, external, port, url, startedAt, restarts, problem } = service;
    // What the environment names goes its own way; without a supervisor nobody has looked at it.
    if (!supervised && external) return [];
    const alive = pid !== undefined && startMark !== undefined && isAlive({ pid, startMark });
    let phase: ServiceStatus['phase'] = service.phase;
    if (!supervised) phase = alive ? 'orphaned' : 'dead';
    else if (!external && !alive && phase === 'ready') phase = 'dead';
    const known = { pid: alive ? pid : undefined, port, url, startedAt, restarts, problem };
    return [{ name, phase, external, ...known, log: paths.log(name) }];
  });
  const nothingRuns = !supervised && services.every(({ phase }) => phase === 'dead');
  return {
    home,
    supervisorPid: supervised ? state.supervisorPid : undefined,
    ready: services.length > 0 && services.every(({ phase }) => phase === 'ready'),
    problem: supervised || nothingRuns ? undefined : abandoned(state!.supervisorPid),
    services: nothingRuns ? [] : services,
  };
}

function abandoned(supervisorPid: number): string {
  return (
    `The supervisor (it was process ${supervisorPid}) was killed: nothing restarts what dies now. ` +
    'npx --no seesaw up stops what is left and starts everything anew; npx --no seesaw down only stops it.'
  );
}
