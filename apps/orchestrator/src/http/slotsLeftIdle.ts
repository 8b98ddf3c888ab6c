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
  const atOnce = Math.min(concurrency, plannedTrials);
  const busy = Math.ceil(atOnce / pack);
  if (busy >= Math.min(slots, plannedTrials)) return undefined;
  const { line, column } = placeOfPath(readYamlTree(yaml).root, ['pack']);
  return {
    ...{ line, column, path: 'pack', severity: 'warning' },
    message: `${atOnce === 1 ? 'One trial at a time keeps' : `${atOnce} trials at once in programs of ${pack} keep`} ${busy} of the ${slots} slots of pool ${pool} busy.`,
    suggestion:
      Math.ceil(plannedTrials / pack) < slots
        ? smallerPack(atOnce, slots)
        : `Write concurrency: ${Math.min(pack * slots, plannedTrials)}, or a smaller pack.`,
  };
}

/** More at once than are planned there never are: then only programs of fewer trials reach every slot. */
function smallerPack(atOnce: number, slots: number): string {
  const pack = Math.floor(atOnce / slots);
  return pack > 1 ? `Write pack: ${pack}.` : 'Remove pack.';
}
