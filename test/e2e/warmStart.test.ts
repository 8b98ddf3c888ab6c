import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@seesaw/store/store';
import { expect, inject, test } from 'vitest';
import { suggest } from '../../apps/orchestrator/src/sweeps/suggest.ts';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { seesawHere } from '../system/seesawHere.ts';
import { killService } from '../system/services.ts';

/** Branin's function over half of the range of x1. */
const narrower = (head: string) => functionSweep(head).replace('x1: {min: -5.0', 'x1: {min: 0.0');

test('a sweep begins with points of its own and with what an earlier one found, also after the orchestrator was killed', async () => {
  const earlier = await api.createSweep(functionSweep('name: earlier\nmethod: sobol\nrun_cap: 32\nconcurrency: 4'));
  await sweepIs(earlier.id, ['completed']);
  const trials = await api.trials(earlier.id);
  const fitting = trials.filter(({ point }) => Number(point.x1) >= 0);
  const best = Math.min(...fitting.map(({ score }) => score!));

  const folder = await mkdtemp(join(tmpdir(), 'seesaw-warm-'));
  const file = join(folder, 'warm.yaml');
  await writeFile(
    file,
    narrower('name: warm\nmethod: tpe\nrun_cap: 14\nconcurrency: 2\nwarm_start: {points: [{x1: 9.0, x2: 2.0}]}') +
      '  step_ms: {value: 300}\n',
  );
  const words = `${fitting.length} of 32 trials of sweep earlier (${earlier.id}) as ${fitting.length} known points; left out: ${32 - fitting.length} with x1 outside of its range`;
  const dry = await seesawHere('sweep', 'create', file, '--warm-start', 'earlier', '--dry-run');
  expect(dry.stdout).toContain(words);
  const created = await seesawHere('sweep', 'create', file, '--warm-start', 'earlier');
  expect(created.stdout).toContain(words);
  const { id } = (await api.sweeps()).items.find(({ name }) => name === 'warm')!;

  // Nothing that happens to the earlier sweep changes a suggestion any more.
  await api.deleteSweep(earlier.id);
  await killService('orchestrator');
  await sweepIs(id, ['completed']);
  const row = await api.sweep(id);
  expect((await api.trial(id, 1)).point).toEqual({ x1: 9, x2: 2 });
  expect(row.bestScore).toBeLessThan(best);
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    for (const trial of await api.trials(id)) {
      const known = await store.sweeps.knownBy(id, trial.number);
      expect(known.results.filter(({ number }) => number < 1)).toHaveLength(fitting.length);
      expect(suggest(row.definition, trial.number, known), `trial ${trial.number}`).toEqual(trial.config);
    }
  } finally {
    await store.close();
  }
  expect((await seesawHere('sweep', 'show', id)).stdout).toContain(words);
});

test('an earlier sweep that does not do is refused with its place in the file', async () => {
  const head = 'name: none\nmethod: gp\nrun_cap: 5\nwarm_start: {sweeps: [nosuch]}';
  await expect(api.createSweep(functionSweep(head))).rejects.toThrow(
    /422.*There is no sweep nosuch.*"line":7,"column":23.*warm_start.sweeps\[0\]|422.*"line":7,"column":23.*There is no sweep nosuch/s,
  );
});
