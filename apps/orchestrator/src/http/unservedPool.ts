import { nearestName } from '@seesaw/shared/didYouMean';
import type { SweepFileProblem } from '@seesaw/shared/sweepFile';
import { placeOfPath, readYamlTree } from '@seesaw/shared/yamlTree';
import type { Store } from '@seesaw/store/storePort';

/** Pools whose trials some trainer takes now. */
export async function servedPools(store: Pick<Store, 'workers'>): Promise<string[]> {
  const alive = (await store.workers.list()).filter(({ state }) => state === 'alive');
  return [...new Set(alive.map(({ pool }) => pool))].sort();
}

/** A sweep for a pool without trainers waits, which looks like nothing happening; no mistake, since one may come later. */
export async function unservedPool(
  pool: string,
  yaml: string,
  store: Pick<Store, 'workers'>,
): Promise<SweepFileProblem | undefined> {
  const served = await servedPools(store);
  if (served.includes(pool)) return undefined;
  const { line, column } = placeOfPath(readYamlTree(yaml).root, ['pool']);
  const nearest = nearestName(pool, served);
  const others = served.length === 0 ? '' : ` Trainers serve: ${served.join(', ')}.`;
  return {
    ...{ line, column, path: 'pool', severity: 'warning' },
    message: `No trainer serves pool ${pool} just now: trials wait until one does.`,
    suggestion:
      nearest === undefined ? `Start one: seesaw worker start --pool ${pool}.${others}` : `Did you mean ${nearest}?`,
  };
}
