import { localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { isAlive } from './processIdentity.ts';
import { type ServiceName, serviceNames } from './serviceNames.ts';
import { readState, type ServicePhase, supervisorLives } from './state.ts';

export interface ServiceStatus {
  name: ServiceName;
  /** `dead`: its supervisor says it runs, but the process is gone; `orphaned`: it lives, its supervisor does not. */
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
    const alive = pid !== undefined && startMark !== undefined && isAlive({ pid, startMark });
    if (!supervised && !alive) return [];
    let phase: ServiceStatus['phase'] = service.phase;
    if (!supervised) phase = 'orphaned';
    else if (!external && !alive && phase === 'ready') phase = 'dead';
    const known = { pid: alive ? pid : undefined, port, url, startedAt, restarts, problem };
    return [{ name, phase, external, ...known, log: paths.log(name) }];
  });
  return {
    home,
    supervisorPid: supervised ? state.supervisorPid : undefined,
    ready: services.length > 0 && services.every(({ phase }) => phase === 'ready'),
    services,
  };
}
