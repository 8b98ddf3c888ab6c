import { tmpdir } from 'node:os';
import { createStore } from '@seesaw/store/store';
import { pino } from 'pino';
import { createServer } from '../../../apps/orchestrator/src/http/server.ts';
import type { ServerParts } from '../../../apps/orchestrator/src/http/serverParts.ts';

/** The API alone, on a port of its own, until whoever started it goes. */
const store = createStore({ databaseUrl: process.env.DATABASE_URL ?? '', applicationName: 'bench-export' });
const parts = {
  store,
  version: '0.0.0',
  token: null,
  loopbackOnly: true,
  dashboardDir: tmpdir(),
  log: pino({ level: 'silent' }),
};
const app = await createServer(parts as unknown as ServerParts);
process.on('disconnect', () => process.exit(0));
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
