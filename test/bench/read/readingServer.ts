import { catalog } from '@seesaw/gan/catalog/catalog';
import type { Store } from '@seesaw/store/storePort';
import { pino } from 'pino';
import type { ServerParts } from '../../../apps/orchestrator/src/http/serverParts.ts';

/**
 * The API without whatever starts or commands something: lists, curves, events and the page need the store alone.
 * @param token that it asks for
 */
export function readingServer(store: Store, dashboardDir: string, token: string | null = null): ServerParts {
  return {
    store,
    catalog,
    dashboardDir,
    version: '0.0.0',
    token,
    loopbackOnly: true,
    mlflow: null,
    temporalUi: null,
    runner: { ping: async () => '' },
    log: pino({ level: 'silent' }),
  } as unknown as ServerParts;
}
