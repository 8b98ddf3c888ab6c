import type { Store } from '@seesaw/store/storePort';

/** Progress events serve live pages; what lasts is in rows and metrics. */
const progressEventsKeptMs = 60 * 60 * 1000;

/** Marks workers that stopped reporting as gone, and drops old progress events. Made once, called several times a minute. */
export function housekeeping(store: Store): () => Promise<void> {
  let marked: ReadonlySet<string> = new Set();
  return async () => {
    const gone = (await store.workers.list()).filter(({ state }) => state === 'gone').map(({ id }) => id);
    for (const id of gone) if (!marked.has(id)) await store.workers.gone(id);
    marked = new Set(gone);
    await store.events.prune({ progressOlderThanMs: progressEventsKeptMs });
  };
}
