import { fileURLToPath } from 'node:url';
import { testPostgres } from '@seesaw/local/testServices';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { createServer } from '../../apps/orchestrator/src/http/server.ts';
import { readingServer } from '../bench/read/readingServer.ts';

const dashboardDir = fileURLToPath(new URL('../../apps/dashboard/dist', import.meta.url));

export interface EmptySystem {
  readonly url: string;
  readonly store: Store;
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
}

/** The API and its pages on a database in which nothing was ever made: no sweep, no trainer. It runs nothing. */
export async function emptySystem(): Promise<EmptySystem> {
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'empty-system' });
  const app = await createServer(readingServer(store, dashboardDir));
  return {
    store,
    databaseUrl: postgres.url,
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async stop() {
      await app.close();
      await store.close();
      await postgres.drop();
    },
  };
}
