import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { isMissing, MlflowError } from '@seesaw/mlflow-ts/errors';
import { SeesawError } from '@seesaw/shared/errors';

/** Reads bytes of samples and checkpoints from wherever their row says they are. */
export interface ByteReader {
  /** Undefined where the place has no such bytes (moved on, on another host). Throws SeesawError('unavailable') when MLflow is away. */
  read(location: string): Promise<Buffer | undefined>;
}

export interface ByteReaderOptions {
  readonly hostName: string;
  readonly spoolDir: string | null;
  readonly mlflow: MlflowClient | null;
}

export function createByteReader({ hostName, spoolDir, mlflow }: ByteReaderOptions): ByteReader {
  return {
    async read(location) {
      const spool = /^spool@([^:]+):(.+)$/.exec(location);
      if (spool !== null) {
        const [, host, relative] = spool;
        return host === hostName && spoolDir !== null ? readBelow(spoolDir, relative!) : undefined;
      }
      const artifact = /^mlflow:([^/]+)\/([^/]+)\/(.+)$/.exec(location);
      if (artifact !== null) {
        const [, experimentId, runId, artifactPath] = artifact;
        return mlflow === null
          ? undefined
          : readArtifact(mlflow, { experimentId: experimentId!, runId: runId!, path: artifactPath! });
      }
      throw new SeesawError('internal', `Unknown kind of location: ${location}`);
    },
  };
}

/** Refuses whatever leads out of the folder, also through symbolic links. */
async function readBelow(folder: string, relative: string): Promise<Buffer | undefined> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, relative));
    if (!file.startsWith(root + path.sep)) {
      throw new SeesawError('not-found', 'The location leads out of the spool folder and is not read.');
    }
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

async function readArtifact(
  mlflow: MlflowClient,
  file: { experimentId: string; runId: string; path: string },
): Promise<Buffer | undefined> {
  try {
    return Buffer.from(await mlflow.artifacts.get(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (error instanceof MlflowError && error.retryable) {
      throw new SeesawError('unavailable', 'MLflow, which keeps these bytes, cannot be reached just now.', {
        retryable: true,
        cause: error,
      });
    }
    throw error;
  }
}
