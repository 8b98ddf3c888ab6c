import { workerListSchema } from '@seesaw/shared/api';
import type { App, ServerParts } from './serverParts.ts';

export function workerRoutes(app: App, { store }: ServerParts): void {
  app.get('/api/v1/workers', { schema: { response: { 200: workerListSchema } } }, async () => ({
    items: await store.workers.list(),
    pools: await store.workers.demand(),
  }));
}
