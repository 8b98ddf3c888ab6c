import { createStore } from '@seesaw/store/store';
import { expect, inject, test } from 'vitest';
import { suggest } from '../../apps/orchestrator/src/sweeps/suggest.ts';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { seesawHere } from '../system/seesawHere.ts';

/** Three points of which the first is far better than the others, measured with little noise. */
const threePoints = (head: string) =>
  `recipe: function\nmethod: grid\nseed: 4\nconcurrency: 2\nrepeat_over: [seed]\nrepeats: 4\n${head}\n` +
  'parameters:\n  function: {value: branin}\n  x1: {values: [3.14159, 0, -5]}\n  x2: {value: 2.275}\n  noise: {value: 0.1}\n';
const metric = 'metric: {name: eval/score, goal: minimize}';

test('repeats of points that are clearly worse are skipped in words; show and list tell mean, standard error and n', async () => {
  const { id } = await api.createSweep(threePoints(`name: race\n${metric}`));
  await sweepIs(id, ['completed']);
  const trials = (await api.trials(id)).sort((a, b) => a.number - b.number);
  expect(trials).toHaveLength(12);
  expect(trials.slice(0, 4).every(({ state }) => state === 'completed')).toBe(true);
  expect(new Set(trials.slice(0, 4).map(({ point }) => JSON.stringify(point))).size).toBe(1);
  expect(new Set(trials.slice(0, 4).map(({ config }) => config.seed)).size).toBe(4);
  const skipped = trials.filter(({ state }) => state === 'skipped');
  expect(skipped.length).toBeGreaterThanOrEqual(2);
  for (const { number } of skipped) expect([7, 8, 11, 12]).toContain(number);

  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    const { events } = await store.events.after({ cursor: 0, sweepId: id, limit: 10_000 });
    const reasons = events.filter(({ data }) => data.to === 'skipped').map(({ message }) => message);
    expect(reasons[0]).toMatch(
      /skipped, as trials .* say enough: .* worse than that of trials 1 to 4 with 95 % confidence/,
    );
  } finally {
    await store.close();
  }
  const scores = trials.slice(0, 4).map(({ score }) => score!);
  const mean = scores.reduce((sum, score) => sum + score, 0) / 4;
  const row = await api.sweep(id);
  expect(row).toMatchObject({ bestTrialNumber: 1, bestPoint: { number: 1, n: 4 } });
  expect(row.bestScore).toBeCloseTo(mean, 10);
  const shown = await seesawHere('sweep', 'show', id);
  expect(shown.stdout).toMatch(/best +0\.\d+ ± 0\.0\d+ \(4\) by point 1, from trial 1 on/);
  expect(shown.stdout).toMatch(/1 +1 +#1–4 +3\.142 +0\.\d+ ± 0\.0\d+ \(4\) +complete/);
  expect((await seesawHere('sweep', 'list')).stdout).toMatch(/race .* ± 0\.0\d+ \(4\)/);

  // A person asks for a point: all of its seeds are trained, however bad it is.
  const added = await seesawHere('trial', 'add', 'x1=10', '--sweep', id);
  expect(added.stdout).toContain('Trials 13 to 16 added, 4 seeds of one point');
  await sweepIs(id, ['completed']);
  const later = (await api.trials(id)).filter(({ number }) => number > 12);
  expect(later.map(({ state, point, pointNumber }) => [state, point.x1, pointNumber])).toEqual(
    Array(4).fill(['completed', 10, 4]),
  );
});

test('a target that one lucky seed reaches does not stop a sweep whose points are repeated; a mean does', async () => {
  const target = (value: number) => `metric: {name: eval/score, goal: minimize, target: ${value}}`;
  // The lowest value is 0.3979: single seeds fall below 0.35, their mean does not.
  const lucky = await api.createSweep(threePoints(`name: lucky\nrace: false\n${target(0.35)}`));
  await sweepIs(lucky.id, ['completed']);
  const scores = (await api.trials(lucky.id)).map(({ score }) => score!);
  expect(Math.min(...scores)).toBeLessThan(0.35);
  const { id } = await api.createSweep(threePoints(`name: mean\n${target(0.6)}`));
  await sweepIs(id, ['stopped', 'completed']);
  expect((await api.trials(id)).filter(({ state }) => state === 'completed').length).toBeLessThan(12);
});

test('a suggestion of a sweep with repeats can be made again from what it saw: means, standard errors and counts', async () => {
  const head = 'name: noisy-gp\nmethod: gp\nrun_cap: 28\nconcurrency: 3\nrepeat_over: [seed]\nrepeats: 2';
  const { id } = await api.createSweep(functionSweep(head, '  noise: {value: 5}\n'));
  await sweepIs(id, ['completed']);
  const { definition } = await api.sweep(id);
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    for (const trial of await api.trials(id)) {
      const known = await store.sweeps.knownBy(id, trial.number);
      expect(suggest(definition, trial.number, known), `trial ${trial.number}`).toEqual(trial.config);
    }
  } finally {
    await store.close();
  }
});
