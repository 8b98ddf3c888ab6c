import { fileURLToPath } from 'node:url';
import { testPostgres } from '@seesaw/local/testServices';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import { createServer } from '../../apps/orchestrator/src/http/server.ts';
import { readingServer } from '../bench/read/readingServer.ts';

const dashboardDir = fileURLToPath(new URL('../../apps/dashboard/dist', import.meta.url));

/** The API and its pages on a database in which nothing was ever made: no sweep, no trainer. It runs nothing. */
export async function emptySystem(): Promise<{ url: string; stop: () => Promise<void> }> {
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'empty-system' });
  const app = await createServer(readingServer(store, dashboardDir));
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async stop() {
      await app.close();
      await store.close();
      await postgres.drop();
    },
  };
}
