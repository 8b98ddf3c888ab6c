import { localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { homeSecrets } from './secrets.ts';
import type { ServiceName } from './serviceNames.ts';
import { ownPostgresUrl } from './services/postgres.ts';
import { readState, supervisorLives } from './state.ts';

/** Where the parts of a running system answer. `databaseUrl` holds the password. */
export interface Endpoints {
  apiUrl: string;
  databaseUrl: string;
  temporalAddress: string;
  mlflowUrl: string;
}

/** The same of a system that may run only in part. */
export type KnownEndpoints = Partial<Endpoints>;

/** The addresses of the system in `home` (default: SEESAW_HOME or ~/.seesaw). Throws when it is not wholly up. */
export function endpoints({ home = localEnv().home }: { home?: string } = {}): Endpoints {
  const { apiUrl, databaseUrl, temporalAddress, mlflowUrl } = knownEndpoints({ home });
  if (!apiUrl || !databaseUrl || !temporalAddress || !mlflowUrl) {
    throw new Error(`Seesaw is not running in ${home}; start it with: npx --no seesaw up`);
  }
  return { apiUrl, databaseUrl, temporalAddress, mlflowUrl };
}

/** The addresses of what runs in `home`, as its supervisor last wrote them; nothing when there is no living supervisor. */
export function knownEndpoints({ home = localEnv().home }: { home?: string } = {}): KnownEndpoints {
  const env = localEnv();
  const paths = homePaths(home);
  const state = readState(paths.state);
  if (state === undefined || !supervisorLives(state)) return {};
  const url = (name: ServiceName) => state.services[name]?.url;
  return {
    apiUrl: url('orchestrator'),
    databaseUrl: databaseUrl(),
    temporalAddress: url('temporal'),
    mlflowUrl: url('mlflow'),
  };

  function databaseUrl(): string | undefined {
    const database = state?.services.postgres;
    if (database?.external) return env.databaseUrl;
    return database?.port === undefined
      ? undefined
      : ownPostgresUrl(database.port, homeSecrets(paths.secrets).postgresPassword);
  }
}
