import type { Store } from '@seesaw/store/storePort';

/** Progress events serve live pages; what lasts is in rows and metrics. */
const progressEventsKeptMs = 60 * 60 * 1000;

/** Marks workers that stopped reporting as gone, and drops old progress events. Made once, called several times a minute. */
export function housekeeping(store: Store): () => Promise<void> {
  const marked = new Set<string>();
  return async () => {
    for (const worker of await store.workers.list()) {
      if (worker.state === 'alive') marked.delete(worker.id);
      else if (!marked.has(worker.id)) {
        await store.workers.gone(worker.id);
        marked.add(worker.id);
      }
    }
    await store.events.prune({ progressOlderThanMs: progressEventsKeptMs });
  };
}
