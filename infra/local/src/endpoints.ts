import { localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { homeSecrets } from './secrets.ts';
import type { ServiceName } from './serviceNames.ts';
import { ownPostgresUrl } from './services/postgres.ts';
import { readState } from './state.ts';

/** Where the parts of a running system answer; undefined for what does not run. `databaseUrl` holds the password. */
export interface Endpoints {
  apiUrl: string | undefined;
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  mlflowUrl: string | undefined;
}

/** The addresses of the system in `home` (default: SEESAW_HOME or ~/.seesaw), as the supervisor last wrote them. */
export function endpoints({ home }: { home?: string } = {}): Endpoints {
  const env = localEnv();
  const paths = homePaths(home ?? env.home);
  const state = readState(paths.state);
  const url = (name: ServiceName) => state?.services[name]?.url;
  const database = state?.services.postgres;
  return {
    apiUrl: url('orchestrator'),
    databaseUrl: database?.external
      ? env.databaseUrl
      : database?.port && ownPostgresUrl(database.port, homeSecrets(paths.secrets).postgresPassword),
    temporalAddress: url('temporal'),
    mlflowUrl: url('mlflow'),
  } as Endpoints;
}
