import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, endTrial, newTrials } from '../testing/exampleSweep.ts';
import { databaseUrl, store } from '../testing/testStore.ts';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(databaseUrl, { max: 1 });
});
afterAll(async () => sql.end());

/** A sweep whose trials completed after so many seconds on a slot each. */
async function completed(recipe: string, seconds: readonly number[], changes: Partial<ResolvedSweep> = {}) {
  const { sweepId, trials } = await newTrials(store, seconds.length, { recipe, ...changes });
  for (const [index, { trialId, number }] of trials.entries()) {
    await endTrial(store, { sweepId, number }, { 'eval/score': 1 });
    await tookSeconds(trialId, seconds[index] ?? 0);
  }
  return { sweepId, trials };
}

async function tookSeconds(trialId: number, seconds: number): Promise<void> {
  await sql`update attempts set started_at = ended_at - make_interval(secs => ${seconds}) where trial_id = ${trialId}`;
}

test('the newest completed trials of the recipe tell steps and time on slots, all attempts together', async () => {
  await completed('other', [7]);
  await completed('timed', [9]);
  const { sweepId, trials } = await newTrials(store, 3, { recipe: 'timed' });
  const [retried, diverged, open] = trials;
  await begin(store, retried!.trialId);
  await store.trials.release({ trialId: retried!.trialId, code: 'internal', message: 'lost' });
  await endTrial(store, { sweepId, number: retried!.number }, { 'eval/score': 1 });
  await tookSeconds(retried!.trialId, 4);
  await endTrial(store, { sweepId, number: diverged!.number }, 'diverged');
  await begin(store, open!.trialId);
  expect(await store.trials.timesOnSlots({ recipe: 'timed', pack: 1 })).toEqual([
    { step: 100, slotMs: 8_000, pack: 1 },
    { step: 100, slotMs: 9_000, pack: 1 },
  ]);
  expect(await store.trials.timesOnSlots({ recipe: 'never', pack: 1 })).toEqual([]);
});

test('sweeps that pack alike come before newer ones that do not', async () => {
  await completed('packed', [5, 6], { pack: 4 });
  await completed('packed', [1]);
  const took = async (pack: number) =>
    (await store.trials.timesOnSlots({ recipe: 'packed', pack })).map(({ slotMs, pack }) => [slotMs / 1000, pack]);
  const alone = [[1, 1]];
  const inLanes = [6, 5].map((seconds) => [seconds, 4]);
  expect(await took(1)).toEqual([...alone, ...inLanes]);
  expect(await took(4)).toEqual([...inLanes, ...alone]);
});
