import { testPostgres } from '@seesaw/local/testServices';
import type { SweepCommand } from '@seesaw/shared/workflows';
import { afterAll } from 'vitest';
import { migrate } from '../migrate.ts';
import { createStore } from '../store.ts';

const postgres = await testPostgres();
await migrate({ databaseUrl: postgres.url });

/** The store of the test file that imports it, on a migrated database of its own that is dropped behind the last test. */
export const store = createStore({ databaseUrl: postgres.url, applicationName: 'store-test', maxConnections: 6 });
export const databaseUrl = postgres.url;

afterAll(async () => {
  await store.close();
  await postgres.drop();
});

let given = 0;

/** Applies a command under an id of its own. */
export function command(sweepId: string, what: SweepCommand) {
  given += 1;
  return store.sweeps.applyCommand({ sweepId, command: what, commandId: `command-${given}` });
}
