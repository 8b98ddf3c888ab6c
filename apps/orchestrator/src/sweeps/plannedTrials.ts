import type { ValidationReply } from '@seesaw/shared/api';
import type { Known } from '@seesaw/shared/known';
import { pointOf } from '@seesaw/shared/pointOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { usesResults } from '@seesaw/shared/searchSpace';
import type { Store } from '@seesaw/store/storePort';
import type { Suggest } from '@seesaw/store/suggestPort';
import { configHash } from '@seesaw/store/trials/configHash';

const shown = 10;

/** Of a sweep with more trials the first ones are looked at: suggesting takes time. */
const checkedAtMost = 10_000;

/** What a sweep would run: its first points, exactly as they will be suggested, and what of it has been trained already. */
export async function plannedTrials({
  sweep,
  known,
  suggest,
  store,
}: {
  sweep: ResolvedSweep;
  /** What it would know from the start. */
  known: Known['results'];
  suggest: Suggest;
  store: Pick<Store, 'trials'>;
}): Promise<{
  points: ValidationReply['points'];
  duplicates: NonNullable<ValidationReply['duplicates']>;
}> {
  const count = Math.min(sweep.plannedTrials, usesResults(sweep.method) ? shown : checkedAtMost);
  const points: ValidationReply['points'] = [];
  const open: Known['open'][number][] = [];
  const within: { number: number; sameAs: number }[] = [];
  const firstOf = new Map<string, number>();
  let checked = 0;
  while (checked < count) {
    const config = suggest(sweep, checked + 1, { results: known, open });
    if (config === 'exhausted') break;
    checked += 1;
    const hash = configHash(config);
    const sameAs = firstOf.get(hash);
    if (sameAs === undefined) firstOf.set(hash, checked);
    else within.push({ number: checked, sameAs });
    if (checked > shown) continue;
    const point = pointOf(sweep, config);
    points.push({ number: checked, point, configHash: hash });
    if (usesResults(sweep.method)) open.push({ number: checked, point });
  }
  const trained = await store.trials.finishedAlike([...firstOf.keys()]);
  const finished = [...firstOf].flatMap(([hash, number]) => {
    const as = trained.get(hash);
    return as === undefined ? [] : [{ number, as }];
  });
  return { points, duplicates: { checked, within, finished } };
}
