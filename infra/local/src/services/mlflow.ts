import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mlflowDatabase, withDatabase } from './postgresDatabases.ts';
import type { OwnService } from './service.ts';

export interface MlflowOptions {
  /** The Python environment. */
  venv: string;
  artifacts: string;
  port: number;
  /** Server whose database `mlflow` holds the tracking tables; password included. */
  databaseUrl: string;
}

/** The MLflow tracking server: tables on the same PostgreSQL, artifacts in a folder that it serves itself. */
export function mlflowService({ venv, artifacts, port, databaseUrl }: MlflowOptions): OwnService {
  const url = `http://127.0.0.1:${port}`;
  return {
    kind: 'own',
    name: 'mlflow',
    port,
    url,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 15_000,
    readyTimeoutMs: 180_000,
    async prepare() {
      mkdirSync(artifacts, { recursive: true });
    },
    launch: () => ({
      file: join(venv, 'bin', 'mlflow'),
      args: [
        ...['server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
        ...['--serve-artifacts', '--artifacts-destination', artifacts],
      ],
      env: {
        // The address holds the password, so it travels by environment and not by argument.
        MLFLOW_BACKEND_STORE_URI: withDatabase(databaseUrl, mlflowDatabase).replace(
          /^postgres(ql)?:/,
          'postgresql+psycopg2:',
        ),
        // Its job runner is eight more Python processes (2 GB) for features of language-model work.
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
        MLFLOW_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: 'true',
        MLFLOW_TRACKING_URI: undefined,
        DATABASE_URL: undefined,
        PYTHONUNBUFFERED: '1',
        PYTHONHOME: undefined,
        PYTHONPATH: undefined,
      },
      cwd: artifacts,
    }),
    ready: () => mlflowAnswers(url),
  };
}

export async function mlflowAnswers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}
