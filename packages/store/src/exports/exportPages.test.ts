import { expect, test } from 'vitest';
import { begin, newTrials } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

test('trials come by number, page after page, with the names of all their settings', async () => {
  const { sweepId, trials } = await newTrials(store, 5);
  const first = await store.exports.trials({ sweepId, number: 0, limit: 3 });
  const second = await store.exports.trials({ sweepId, number: 3, limit: 3 });
  expect([...first, ...second].map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(first[0]).toEqual(await store.trials.get(trials[0]!.trialId));
  expect(await store.exports.trialIds({ sweepId, number: 4, limit: 9 })).toEqual([
    { id: trials[4]!.trialId, number: 5 },
  ]);
  expect(await store.exports.settings(sweepId)).toEqual(['batch_size', 'loss', 'lr_ratio']);
});

test('points come by metric and step, each once whatever the size of the page, NaN as it is', async () => {
  const { trials } = await newTrials(store, 1);
  const { trialId } = trials[0]!;
  const { attempt } = await begin(store, trialId);
  const points = [1, 2, 3].flatMap((step) => [
    { metric: 'a', step, value: step === 2 ? Number.NaN : step, at: 0 },
    { metric: 'b', step, value: -step, at: 0 },
  ]);
  await store.metrics.append({ trialId, attempt, points });
  const all: { key: number; metric: string; step: number; value: number }[] = [];
  for (let more = true; more; ) {
    const last = all.at(-1);
    const after = last === undefined ? null : { key: last.key, step: last.step };
    const page = (await store.exports.points({ trialId, after, limit: 2 })).flatMap(({ key, metric, points }) =>
      Array.from({ length: points.length }, (_, i) => ({ key, metric, step: points.step(i), value: points.value(i) })),
    );
    all.push(...page);
    more = page.length === 2;
  }
  const series = (metric: string) =>
    all.filter((point) => point.metric === metric).map(({ step, value }) => [step, value]);
  expect(all).toHaveLength(6);
  expect(series('a')).toEqual([
    [1, 1],
    [2, Number.NaN],
    [3, 3],
  ]);
  expect(series('b')).toEqual([
    [1, -1],
    [2, -2],
    [3, -3],
  ]);
});
