import { z } from 'zod';
import { type ArtifactBody, outgoing } from './artifactBody.ts';
import { type ArtifactRoot, artifactPath, encodePath } from './artifactPath.ts';
import { restCall } from './restCall.ts';
import { refusal } from './tagCheck.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Default time for one upload or download, in milliseconds: 1 MB takes about 50 ms on a local server. */
export const ARTIFACT_TIMEOUT_MS = 120_000;

export interface ArtifactEntry {
  /** Relative to the run's artifact root. */
  path: string;
  isDirectory: boolean;
  /** null for a directory. */
  sizeBytes: number | null;
}

/** Bytes that belong to a run, through the server's artifact proxy (`mlflow server --serve-artifacts`). */
export interface ArtifactsApi {
  /**
   * Uploads one file; an existing one is replaced. The server shows it under its name only when all bytes are there.
   *
   * @throws MlflowRefused for a path that is not allowed, a body of another size than announced, or where the server
   * does not proxy artifacts; what the body itself throws while it is read, as it is
   */
  put(file: ArtifactRoot & { path: string; body: ArtifactBody }, options?: CallOptions): Promise<void>;
  /**
   * @returns all bytes of one file
   * @throws MlflowRefused `RESOURCE_DOES_NOT_EXIST` where there is none, another code for a directory
   */
  get(file: ArtifactRoot & { path: string }, options?: CallOptions): Promise<Uint8Array>;
  /** What lies directly in a directory ('' is the root), by name; empty where there is no such directory. */
  list(directory: ArtifactRoot & { path: string }, options?: CallOptions): Promise<ArtifactEntry[]>;
  /** Removes a file or a directory with everything in it. What does not exist is no error. */
  delete(entry: ArtifactRoot & { path: string }, options?: CallOptions): Promise<void>;
  /** Removes everything the run has. */
  deleteAll(root: ArtifactRoot, options?: CallOptions): Promise<void>;
}

const ENDPOINT = 'mlflow-artifacts/artifacts';

const listing = z.looseObject({
  files: z
    .array(z.looseObject({ path: z.string(), is_dir: z.boolean().default(false), file_size: z.number().default(0) }))
    .default([]),
});

export function artifactsApi(transport: Transport): ArtifactsApi {
  const failed = (operation: string) => ({ operation, where: transport.baseUrl });
  const urlPath = (path: string) => `/api/2.0/${ENDPOINT}/${encodePath(path)}`;
  const patient = (options?: CallOptions): CallOptions => ({
    signal: options?.signal,
    timeoutMs: options?.timeoutMs ?? ARTIFACT_TIMEOUT_MS,
  });

  function filePath(operation: string, file: ArtifactRoot & { path: string }): string {
    if (file.path === '') throw refusal(failed(operation), 'the artifact path is empty');
    return artifactPath(file, file.path, failed(operation));
  }

  async function remove(path: string, options?: CallOptions): Promise<void> {
    await transport.send({
      operation: 'artifacts.delete',
      method: 'DELETE',
      path: urlPath(path),
      idempotent: true,
      options: patient(options),
      read: async (response) => void (await response.arrayBuffer()),
    });
  }

  return {
    async put(file, options) {
      await transport.send({
        ...outgoing(file.body, failed('artifacts.put')),
        operation: 'artifacts.put',
        method: 'PUT',
        path: urlPath(filePath('artifacts.put', file)),
        idempotent: true,
        options: patient(options),
        read: async (response) => void (await response.arrayBuffer()),
      });
    },
    get: async (file, options) =>
      transport.send({
        operation: 'artifacts.get',
        method: 'GET',
        path: urlPath(filePath('artifacts.get', file)),
        idempotent: true,
        options: patient(options),
        read: async (response) => new Uint8Array(await response.arrayBuffer()),
      }),
    async list(directory, options) {
      const path = artifactPath(directory, directory.path, failed('artifacts.list'));
      const { files } = await restCall(transport, {
        method: 'GET',
        endpoint: ENDPOINT,
        query: { path },
        idempotent: true,
        answer: listing,
        options,
      });
      const prefix = directory.path === '' ? '' : `${directory.path}/`;
      return files.map((file) => ({
        path: `${prefix}${file.path}`,
        isDirectory: file.is_dir,
        sizeBytes: file.is_dir ? null : file.file_size, // the server leaves the size of an empty file out
      }));
    },
    delete: async (entry, options) => remove(filePath('artifacts.delete', entry), options),
    deleteAll: async (root, options) => remove(artifactPath(root, '', failed('artifacts.deleteAll')), options),
  };
}
