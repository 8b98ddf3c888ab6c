import { MlflowRefused } from './errors.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface Health {
  /** For example `3.17.2`. */
  version: string;
}

/**
 * Asks `/health` and `/version`. Both are answered without the database, so a server whose database is away still
 * counts as healthy.
 *
 * @throws MlflowUnavailable, MlflowTimeout; MlflowRefused where something else than MLflow answers
 */
export async function readHealth(transport: Transport, options?: CallOptions): Promise<Health> {
  const ask = (path: string) => {
    const target = { operation: 'health', method: 'GET', path } as const;
    return transport.send({ ...target, idempotent: true, options, read: async (response) => response.text() });
  };
  const health = (await ask('/health')).trim();
  const version = (await ask('/version')).trim();
  if (health !== 'OK' || !/^\d+\.\d+/.test(version)) {
    throw new MlflowRefused(
      { operation: 'health', where: `GET ${transport.baseUrl}/health` },
      { errorCode: 'UNEXPECTED_ANSWER', status: 200, reason: 'the answers are not those of an MLflow server' },
    );
  }
  return { version };
}
