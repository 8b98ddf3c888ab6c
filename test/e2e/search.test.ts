import { type Proposal, propose } from '@seesaw/search/propose';
import { createStore } from '@seesaw/store/store';
import { expect, inject, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { ringSweep } from '../system/ringSweep.ts';

test('asha stops most trials at their rungs, lets the best ones train to the end, and frees their places', async () => {
  const head =
    'name: asha\nmethod: random\nrun_cap: 18\nconcurrency: 2\nearly_terminate: {type: asha, min_steps: 10, eta: 3}';
  const { id } = await api.createSweep(
    functionSweep(head, '  learning: {value: 5}\n  steps: {value: 90}\n  eval_every: {value: 5}\n'),
  );
  await sweepIs(id, ['completed']);
  const trials = await api.trials(id);
  expect(trials.map((trial) => trial.number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 18 }, (_, i) => i + 1),
  );
  const steps = (state: string) => trials.filter((trial) => trial.state === state).map((trial) => trial.step);
  expect(steps('stopped-early').length + steps('completed').length).toBe(18);
  expect(steps('stopped-early').length).toBeGreaterThanOrEqual(9);
  for (const step of steps('stopped-early')) expect([10, 30]).toContain(step);
  for (const step of steps('completed')) expect(step).toBe(90);
  expect(steps('completed').length).toBeGreaterThan(0);
});

test('asha that promotes lets trials wait without a lane, and the sweep ends by itself', async () => {
  const head =
    'name: promote\nmethod: random\nrun_cap: 9\nconcurrency: 2\nearly_terminate: {type: asha, min_steps: 10, eta: 3, mode: promote}';
  const { id } = await api.createSweep(functionSweep(head, '  steps: {value: 30}\n  eval_every: {value: 5}\n'));
  await sweepIs(id, ['completed']);
  const trials = await api.trials(id);
  // Three of nine pass the only rung: the best ones, whatever order they came in, and perhaps one that led at the time.
  const best = [...trials].sort((a, b) => (a.score ?? 0) - (b.score ?? 0)).slice(0, 3);
  for (const trial of best) expect(trial.state).toBe('completed');
  expect(trials.filter((trial) => trial.state === 'stopped-early').every((trial) => trial.step === 10)).toBe(true);
});

test('a training that was judged on its way ends with the same state as one that ran through', async () => {
  const whole = await api.createSweep(ringSweep({ name: 'whole', steps: 300 }));
  const rule = { name: 'judged', steps: 300, everySteps: 1000 };
  const head = 'early_terminate: {type: asha, min_steps: 70, eta: 3}\n';
  const judged = await api.createSweep(`${head}${ringSweep(rule)}`);
  await Promise.all([sweepIs(whole.id, ['completed']), sweepIs(judged.id, ['completed'])]);
  const [undisturbed, trial] = [await api.trial(whole.id, 1), await api.trial(judged.id, 1)];
  // Its checkpoints are those of the two rungs and the end.
  expect((await api.checkpoints(trial.id)).map((row) => row.step).sort((a, b) => a - b)).toEqual([70, 210, 300]);
  expect(trial.attempt).toBe(3);
  expect(trial.stateSha).toBe(undisturbed.stateSha);
});

test('population based training: the worst go on from checkpoints of the best, and the lineage is told', async () => {
  const yaml = ringSweep({ name: 'pbt', steps: 90, everySteps: 1000, concurrency: 2 })
    .replace('method: grid', 'method: pbt\npbt: {every_steps: 30, quantile: 0.25}\nrun_cap: 4')
    .replace(/ {2}seed: .*\n/, '  lr_d: {distribution: log_uniform_values, min: 0.0001, max: 0.05}\n');
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const trials = await api.trials(id);
  expect(trials.map((trial) => [trial.state, trial.step, trial.attempt])).toEqual(Array(4).fill(['completed', 90, 3]));
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    const { events } = await store.events.after({ cursor: 0, sweepId: id, limit: 10_000 });
    const exploits = events.filter((event) => event.kind === 'trial.exploit');
    // One of four in each of the two generations.
    expect(exploits.map((event) => event.step)).toEqual([30, 60]);
    for (const { trialNumber, data } of exploits) {
      expect(data.from).not.toBe(trialNumber);
      expect(data.point).not.toEqual(data.before);
    }
    const last = exploits.at(-1)!;
    expect(trials.find((trial) => trial.number === last.trialNumber)?.point).toEqual(last.data.point);
  } finally {
    await store.close();
  }
});

test.each(['tpe', 'gp', 'cmaes', 'sobol'] as const)(
  '%s: what a suggestion saw is kept, and search gives the same point again from it',
  async (method) => {
    const { id } = await api.createSweep(
      functionSweep(`name: ${method}\nmethod: ${method}\nrun_cap: 16\nconcurrency: 3`),
    );
    await sweepIs(id, ['completed']);
    const { definition } = await api.sweep(id);
    const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
    try {
      for (const trial of await api.trials(id)) {
        const { results, open } = await store.sweeps.knownBy(id, trial.number);
        const asked: Proposal = { ...definition, goal: 'minimize', number: trial.number, results, open };
        expect(propose(asked), `trial ${trial.number}`).toEqual(trial.point);
      }
    } finally {
      await store.close();
    }
  },
);
