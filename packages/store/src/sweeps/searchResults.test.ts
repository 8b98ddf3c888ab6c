import type { Known } from '@seesaw/shared/known';
import { expect, test } from 'vitest';
import type { Suggest } from '../suggestPort.ts';
import { endTrial, newSweep, suggest, twoObjectives } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

/** Remembers what was known at every suggestion. */
function recording(): { saw: Map<number, Known>; suggest: Suggest } {
  const saw = new Map<number, Known>();
  return {
    saw,
    suggest(sweep, number, known) {
      saw.set(number, { results: [...known.results], open: [...known.open] });
      return suggest(sweep, number);
    },
  };
}

const finish = (sweepId: string, number: number, ending: { score: number } | 'diverged') =>
  endTrial(store, { sweepId, number }, ending === 'diverged' ? ending : { 'eval/score': ending.score });

test('a suggestion sees the results known by then, and the points of earlier trials that have none', async () => {
  const { saw, suggest: asked } = recording();
  const sweepId = await newSweep(store, { method: 'tpe' as never, plannedTrials: 20 });
  const ask = (open: number[], count: number) => store.sweeps.nextTrials({ sweepId, open, count, suggest: asked });
  await ask([], 3);
  expect(saw.get(1)).toEqual({ results: [], open: [] });
  expect(saw.get(3)?.open.map((trial) => trial.number)).toEqual([1, 2]);
  await finish(sweepId, 3, { score: 0.5 });
  await finish(sweepId, 1, 'diverged');
  await ask([2], 1);
  expect(saw.get(4)?.results).toEqual([
    { number: 1, point: { lr_ratio: 0.1 }, objective: null },
    { number: 3, point: { lr_ratio: 0.3 }, objective: 0.5 },
  ]);
  expect(saw.get(4)?.open).toEqual([{ number: 2, point: { lr_ratio: 0.2 } }]);
  await finish(sweepId, 2, { score: 0.25 });
  await ask([4], 2);
  expect(saw.get(5)?.results.map((result) => result.number)).toEqual([1, 3, 2]);

  // Whatever became known later: what a suggestion saw can be read again.
  await finish(sweepId, 4, { score: 1 });
  await ask([5, 6], 1);
  for (const [number, known] of saw)
    expect(await store.sweeps.knownBy(sweepId, number), `trial ${number}`).toEqual(known);
});

test('the result of a retried trial replaces its first one, but not for suggestions that saw the first', async () => {
  const { saw, suggest: asked } = recording();
  const sweepId = await newSweep(store, { method: 'tpe' as never, plannedTrials: 20 });
  const ask = (open: number[]) => store.sweeps.nextTrials({ sweepId, open, count: 1, suggest: asked });
  await ask([]);
  await finish(sweepId, 1, 'diverged');
  await ask([]);
  await store.sweeps.applyCommand({
    sweepId,
    command: {
      kind: 'retry',
      from: 'scratch',
      selectionId: (await store.sweeps.saveSelection({ sweepId, numbers: [1] })).selectionId,
    },
    commandId: `retry-${sweepId}`,
  });
  await finish(sweepId, 1, { score: 2 });
  await ask([2]);
  expect(saw.get(3)?.results).toEqual([{ number: 1, point: { lr_ratio: 0.1 }, objective: 2 }]);
  expect((await store.sweeps.knownBy(sweepId, 2)).results).toEqual([
    { number: 1, point: { lr_ratio: 0.1 }, objective: null },
  ]);
});

test('with several objectives a suggestion sees all values of a result, and the same ones when it is made again', async () => {
  const { saw, suggest: asked } = recording();
  const sweepId = await newSweep(store, { method: 'nsga2', plannedTrials: 20, metrics: twoObjectives });
  const ask = (open: number[], count: number) => store.sweeps.nextTrials({ sweepId, open, count, suggest: asked });
  const end = (number: number, values: Parameters<typeof endTrial>[2]) => endTrial(store, { sweepId, number }, values);
  await ask([], 4);
  await end(1, { 'eval/score': 0.5, 'eval/modes': 7 });
  await end(2, { 'eval/score': 0.25, 'eval/modes': Number.NaN });
  await end(3, 'diverged');
  await ask([4], 1);
  expect(saw.get(5)?.results).toEqual([
    { number: 1, point: { lr_ratio: 0.1 }, objective: 0.5, objectives: [0.5, 7] },
    { number: 2, point: { lr_ratio: 0.2 }, objective: 0.25, objectives: [0.25, Number.NaN] },
    { number: 3, point: { lr_ratio: 0.3 }, objective: null },
  ]);
  await end(4, { 'eval/score': 9, 'eval/modes': 9 });
  await ask([5], 1);
  for (const [number, known] of saw) expect(await store.sweeps.knownBy(sweepId, number)).toEqual(known);
});

test('methods that do not use results are handed out ahead, others and sweeps that may break are not', async () => {
  const ask = async (change: Parameters<typeof newSweep>[1]) => {
    const sweepId = await newSweep(store, { plannedTrials: 50, ...change });
    return (await store.sweeps.nextTrials({ sweepId, open: [], count: 2, ahead: 10, suggest })).trials.length;
  };
  expect(await ask({ method: 'random' })).toBe(12);
  expect(await ask({ method: 'random', maxFailed: 1 })).toBe(2);
  expect(await ask({ method: 'tpe' as never })).toBe(2);
});
