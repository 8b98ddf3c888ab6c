import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { isMissing, MlflowError } from '@seesaw/mlflow-ts/errors';
import { SeesawError } from '@seesaw/shared/errors';
import type { Location } from './location.ts';

export type ArtifactPlace = Omit<Extract<Location, { kind: 'mlflow' }>, 'kind'>;

/**
 * Bytes in MLflow's artifact store. Throws SeesawError 'unavailable' (retryable) while MLflow is away, 'not-found' for
 * what it does not have, 'internal' for what it refuses.
 */
export interface ArtifactStore {
  /** Uploads a local file; replaces what is there. A missing local file throws its ENOENT. */
  putFile(place: ArtifactPlace, file: string): Promise<void>;
  get(place: ArtifactPlace): Promise<Uint8Array>;
  /** A file, or a folder with all that is in it; missing is fine. */
  remove(place: ArtifactPlace): Promise<void>;
}

export function createArtifactStore(mlflow: MlflowClient): ArtifactStore {
  return {
    async putFile(place, file) {
      const { size } = await stat(file);
      const body = { open: () => createReadStream(file), sizeBytes: size };
      await translated(() => mlflow.artifacts.put({ ...place, body }));
    },
    get: (place) => translated(() => mlflow.artifacts.get(place)),
    remove: (place) => translated(() => mlflow.artifacts.delete(place)),
  };
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof MlflowError)) throw cause;
    if (isMissing(cause)) throw new SeesawError('not-found', cause.message, { cause });
    const code = cause.retryable ? 'unavailable' : 'internal';
    throw new SeesawError(code, cause.message, { retryable: cause.retryable, cause });
  }
}
