import type { LocalEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { answers, choosePorts, rememberPort } from './ports.ts';
import { homeSecrets } from './secrets.ts';
import type { ServiceName } from './serviceNames.ts';
import { appService, orchestratorService } from './services/app.ts';
import { mlflowAnswers, mlflowService } from './services/mlflow.ts';
import { ownPostgresUrl, postgresService } from './services/postgres.ts';
import { postgresAnswers, withoutPassword } from './services/postgresDatabases.ts';
import type { ExternalService, OwnService, Service } from './services/service.ts';
import { temporalService } from './services/temporal.ts';
import { findMlflow } from './setup/mlflow.ts';
import { ensurePostgres } from './setup/postgresBinaries.ts';
import { findTemporal } from './setup/temporal.ts';

export interface Composition {
  home: string;
  env: LocalEnv;
  names: readonly ServiceName[];
  /** Ports that running services of this home already hold. */
  fixedPorts: Partial<Record<ServiceName, number>>;
}

/** Turns names into services: what the environment names is external, the rest is ours, on ports of this home. */
export async function composeServices({ home, env, names, fixedPorts }: Composition): Promise<Service[]> {
  const paths = homePaths(home);
  const secrets = homeSecrets(paths.secrets);
  const withPort = names.filter((name) => name !== 'trainer' && externalUrl(name, env) === undefined);
  const apiPort = env.apiPort === undefined ? {} : { orchestrator: env.apiPort };
  const ports = await choosePorts(paths.ports, withPort, { ...apiPort, ...fixedPorts });

  const databaseUrl = env.databaseUrl ?? ownPostgresUrl(ports.postgres ?? 0, secrets.postgresPassword);
  const appEnv = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: env.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
    TEMPORAL_NAMESPACE: env.temporalNamespace,
    MLFLOW_TRACKING_URI: env.mlflowUrl ?? `http://127.0.0.1:${ports.mlflow}`,
    ...(env.temporalUiPort !== undefined && { TEMPORAL_UI_URL: `http://127.0.0.1:${env.temporalUiPort}` }),
    SEESAW_HOME: home,
    SEESAW_CACHE: env.cache,
    SEESAW_SPOOL_DIR: paths.spool,
    SEESAW_API_HOST: '127.0.0.1',
    SEESAW_POOL: env.pool,
  };

  const own: Record<ServiceName, () => Promise<OwnService>> = {
    postgres: async () =>
      postgresService({
        home,
        binaries: (await ensurePostgres({ report: () => undefined })).where,
        port: ports.postgres!,
        password: secrets.postgresPassword,
      }),
    temporal: async () =>
      temporalService({
        folder: paths.temporal,
        program: required(await findTemporal(env.cache), 'Temporal').where,
        port: ports.temporal!,
        uiPort: env.temporalUiPort,
      }),
    mlflow: async () =>
      mlflowService({
        venv: required(await findMlflow(env.cache), 'MLflow').where,
        artifacts: paths.mlflowArtifacts,
        port: ports.mlflow!,
        databaseUrl,
      }),
    orchestrator: async () =>
      orchestratorService({
        port: ports.orchestrator!,
        portIsFixed: env.apiPort !== undefined,
        onMoved: (port) => rememberPort(paths.ports, 'orchestrator', port),
        env: appEnv,
        spool: paths.spool,
      }),
    trainer: async () => appService({ name: 'trainer', env: appEnv, spool: paths.spool }),
  };
  return Promise.all(names.map((name) => externalService(name, env) ?? own[name]()));
}

/** The address of a server that the environment names instead of one of ours. */
export function externalUrl(name: ServiceName, env: LocalEnv): string | undefined {
  if (name === 'postgres') return env.databaseUrl;
  if (name === 'temporal') return env.temporalAddress;
  return name === 'mlflow' ? env.mlflowUrl : undefined;
}

function externalService(name: ServiceName, env: LocalEnv): ExternalService | undefined {
  const url = externalUrl(name, env);
  if (url === undefined) return undefined;
  const ready = {
    postgres: () => postgresAnswers(url),
    temporal: () => answers(Number(url.split(':').at(-1)), url.split(':').slice(0, -1).join(':')),
    mlflow: () => mlflowAnswers(url),
  }[name as 'postgres' | 'temporal' | 'mlflow'];
  return { kind: 'external', name, url: name === 'postgres' ? withoutPassword(url) : url, ready };
}

function required<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`${name} is not installed; run the set-up first (npm run setup)`);
  return found;
}
