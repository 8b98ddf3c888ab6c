import { migrate } from '../migrate.ts';
import { createStore } from '../store.ts';
import type { Store } from '../storePort.ts';

export interface MigratedStore {
  readonly store: Store;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** A store on a fresh database (`testPostgres()` of `@seesaw/local`), migrated; closing it drops the database. */
export async function migratedStore(postgres: { url: string; drop(): Promise<void> }): Promise<MigratedStore> {
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'store-test', maxConnections: 6 });
  return {
    store,
    databaseUrl: postgres.url,
    async close() {
      await store.close();
      await postgres.drop();
    },
  };
}
