import { rungsOf } from '@seesaw/shared/earlyTerminate';
import type { TrialRow } from '@seesaw/shared/records';
import { createStore } from '@seesaw/store/store';
import { expect, inject, test } from 'vitest';
import { suggest } from '../../apps/orchestrator/src/sweeps/suggest.ts';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';

const long = '  learning: {value: 5}\n  steps: {value: 90}\n  eval_every: {value: 5}\n';

async function byNumber(id: string): Promise<TrialRow[]> {
  return (await api.trials(id)).sort((a, b) => a.number - b.number);
}

/** More trials, then one of a person's choice: the sweep runs again and ends by itself. */
async function grow(id: string, more: number): Promise<TrialRow[]> {
  await sweepIs(id, ['completed']);
  const before = (await byNumber(id)).length;
  await api.command(id, { kind: 'extend', trials: more });
  await sweepIs(id, ['completed']);
  await api.command(id, { kind: 'add-trial', values: { x1: 3, x2: 2.5 } });
  await sweepIs(id, ['completed']);
  const trials = await byNumber(id);
  expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: before + more + 1 }, (_, i) => i + 1));
  expect(trials.at(-1)).toMatchObject({ origin: 'person', point: { x1: 3, x2: 2.5 } });
  return trials;
}

test.each([
  ['asha', '{type: asha, min_steps: 10, eta: 3}'],
  ['asha that promotes', '{type: asha, min_steps: 10, eta: 3, mode: promote}'],
  ['hyperband', '{type: hyperband, min_steps: 10, eta: 3, brackets: 2}'],
])('%s: trials that are added later are judged at the rungs among all that reached them', async (name, rule) => {
  const head = `name: ${name}\nmethod: random\nrun_cap: 9\nconcurrency: 3\nearly_terminate: ${rule}`;
  const { id } = await api.createSweep(functionSweep(head, long));
  const trials = await grow(id, 6);
  const { earlyTerminate } = (await api.sweep(id)).definition;
  if (earlyTerminate?.type !== 'asha' && earlyTerminate?.type !== 'hyperband') throw new Error('no rungs');
  for (const { number, state, step } of trials) {
    expect(['completed', 'stopped-early'], `trial ${number}`).toContain(state);
    if (state === 'completed') expect(step).toBe(90);
    else expect(rungsOf(earlyTerminate, 90), `trial ${number} at step ${step}`).toContain(step);
  }
  // The new ones as well as the old ones: most stop, some go through.
  expect(trials.slice(9, 15).filter(({ state }) => state === 'stopped-early').length).toBeGreaterThanOrEqual(2);
  expect(trials.filter(({ state }) => state === 'completed').length).toBeGreaterThan(0);
});

test('cmaes: more trials go on with its generations, a point of a person is part of one, and each suggestion can be made again', async () => {
  const { id } = await api.createSweep(functionSweep('name: grown\nmethod: cmaes\nrun_cap: 14\nconcurrency: 3'));
  const trials = await grow(id, 10);
  await api.command(id, { kind: 'extend', trials: 6 });
  await sweepIs(id, ['completed']);
  expect(trials.every(({ state }) => state === 'completed')).toBe(true);
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    const definitions = await store.sweeps.definitions(id);
    for (const trial of await byNumber(id)) {
      if (trial.origin === 'person') continue;
      const { definition } = definitions.findLast(({ fromNumber }) => fromNumber <= trial.number)!;
      const known = await store.sweeps.knownBy(id, trial.number);
      expect(suggest(definition, trial.number, known), `trial ${trial.number}`).toEqual(trial.config);
    }
  } finally {
    await store.close();
  }
  expect((await byNumber(id)).length).toBe(31);
});

test('a population takes nobody in later, running or ended, and says why; it can be trained further as a whole', async () => {
  const head = 'name: population\nmethod: pbt\nrun_cap: 4\nconcurrency: 2\npbt: {every_steps: 30, quantile: 0.25}';
  const { id } = await api.createSweep(functionSweep(head, long));
  for (const state of ['running', 'completed'] as const) {
    if (state === 'completed') await sweepIs(id, ['completed']);
    for (const body of [
      { kind: 'extend', trials: 2 },
      { kind: 'extend', bounds: [{ name: 'x1', max: 20 }] },
      { kind: 'add-trial', values: { x1: 3, x2: 2.5 } },
    ]) {
      await expect(api.command(id, body)).rejects.toThrow(/409.*population/s);
    }
  }
  const answer = await api.command(id, { kind: 'extend', steps: 150 });
  expect(answer.message).toContain('nobody was judged at step 90');
  await sweepIs(id, ['completed']);
  const trials = await byNumber(id);
  expect(trials.map(({ state, step }) => [state, step])).toEqual(Array(4).fill(['completed', 150]));
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    const { events } = await store.events.after({ cursor: 0, sweepId: id, limit: 10_000 });
    const exploits = events.filter(({ kind }) => kind === 'trial.exploit').map(({ step }) => step);
    expect(exploits).toEqual([30, 60, 120]);
  } finally {
    await store.close();
  }
});
