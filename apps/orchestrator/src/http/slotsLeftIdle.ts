import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { SweepFileProblem } from '@seesaw/shared/sweepFile';
import { placeOfPath, readYamlTree } from '@seesaw/shared/yamlTree';
import type { Store } from '@seesaw/store/storePort';

/** The lanes of a slot are filled before another slot begins: with few trials at once, those that share a program leave slots idle. */
export async function slotsLeftIdle(
  { pack, pool, concurrency, plannedTrials }: ResolvedSweep,
  yaml: string,
  store: Pick<Store, 'workers'>,
): Promise<SweepFileProblem | undefined> {
  if (pack === undefined) return undefined;
  const serving = (await store.workers.list()).filter((worker) => worker.state === 'alive' && worker.pool === pool);
  const slots = serving.reduce((sum, worker) => sum + worker.slots.length, 0);
  const busy = Math.ceil(Math.min(concurrency, plannedTrials) / pack);
  if (busy >= Math.min(slots, plannedTrials)) return undefined;
  const { line, column } = placeOfPath(readYamlTree(yaml).root, ['pack']);
  return {
    ...{ line, column, path: 'pack', severity: 'warning' },
    message: `${Math.min(concurrency, plannedTrials)} trials at once in programs of ${pack} keep ${busy} of the ${slots} slots of pool ${pool} busy.`,
    suggestion: `Write concurrency: ${pack * slots}, or a smaller pack.`,
  };
}
