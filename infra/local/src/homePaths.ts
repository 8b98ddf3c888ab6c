import { join } from 'node:path';
import type { ServiceName } from './serviceNames.ts';

/** Where things lie inside one home. */
export interface HomePaths {
  home: string;
  /** Sockets of truth about what runs; mode 700 because of `secrets`. */
  run: string;
  state: string;
  wanted: string;
  ports: string;
  secrets: string;
  /** A random name that tells this home from an earlier one at the same path. */
  identity: string;
  lock: string;
  /** One file per process that uses a home that stops when idle. */
  holders: string;
  logs: string;
  log(service: ServiceName | 'supervisor'): string;
  temporal: string;
  mlflowArtifacts: string;
  spool: string;
}

export function homePaths(home: string): HomePaths {
  const run = join(home, 'run');
  return {
    home,
    run,
    state: join(run, 'state.json'),
    wanted: join(run, 'wanted.json'),
    ports: join(run, 'ports.json'),
    secrets: join(run, 'secrets.json'),
    identity: join(run, 'identity.json'),
    lock: join(run, 'lock'),
    holders: join(run, 'holders'),
    logs: join(home, 'logs'),
    log: (service) => join(home, 'logs', `${service}.log`),
    temporal: join(home, 'temporal'),
    mlflowArtifacts: join(home, 'mlflow', 'artifacts'),
    spool: join(home, 'spool'),
  };
}
