import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stopRules } from '../stopRules.ts';
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

/**
 * The MLflow tracking server: tables on the same PostgreSQL, artifacts in a folder that it serves itself.
 *
 * Started as `mlflow server` starts it inside (its module, its variables), but without that program around it: half the time
 * to start, and the process that is supervised is the one that serves. The private names belong to the pinned version.
 */
export function mlflowService({ venv, artifacts, port, databaseUrl }: MlflowOptions): OwnService {
  const url = `http://127.0.0.1:${port}`;
  const store = withDatabase(databaseUrl, mlflowDatabase).replace(/^postgres(ql)?:/, 'postgresql+psycopg2:');
  return {
    kind: 'own',
    name: 'mlflow',
    port,
    url,
    ...stopRules.mlflow,
    readyTimeoutMs: 180_000,
    async prepare() {
      mkdirSync(artifacts, { recursive: true });
    },
    launch: () => ({
      file: join(venv, 'bin', 'python'),
      args: [
        ...['-m', 'uvicorn', '--host', '127.0.0.1', '--port', String(port), '--no-access-log'],
        ...['--timeout-graceful-shutdown', '5', 'mlflow.server.fastapi_app:app'],
      ],
      env: {
        // The address holds the password, so it travels by environment and not by argument.
        _MLFLOW_SERVER_FILE_STORE: store,
        _MLFLOW_SERVER_REGISTRY_STORE: store,
        _MLFLOW_SERVER_ARTIFACT_ROOT: 'mlflow-artifacts:/',
        _MLFLOW_SERVER_ARTIFACT_DESTINATION: artifacts,
        _MLFLOW_SERVER_SERVE_ARTIFACTS: 'true',
        _MLFLOW_SGI_NAME: 'uvicorn',
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
      // A mirror can wait; what it mirrors cannot.
      niceness: 10,
      cwd: artifacts,
    }),
    // The first query also makes or checks the tables, so nobody after us waits for that.
    ready: () => answersOk(`${url}/api/2.0/mlflow/experiments/get?experiment_id=0`, 60_000),
  };
}

export function mlflowAnswers(url: string): Promise<boolean> {
  return answersOk(`${url}/health`, 5_000);
}

async function answersOk(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok;
  } catch {
    return false;
  }
}
