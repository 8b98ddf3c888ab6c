import { expect, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

test('a loss that becomes NaN ends the trial as diverged at that step, keeps the last good checkpoint, and the sweep goes on', async () => {
  const yaml = ringSweep({
    name: 'diverging',
    steps: 600,
    everySteps: 20,
    extra: '  loss: {values: [wgan-gp, nonsaturating]}\n  lr_d: {values: [1, 0.001]}\n  gp_lambda: {value: 1000}\n',
  });
  const { id } = await api.createSweep(yaml);
  const sweep = await sweepIs(id, ['completed']);
  expect(sweep.plannedTrials).toBe(4);
  const trials = await api.trials(id);
  const diverged = trials.filter((trial) => trial.state === 'diverged');
  expect(diverged.length).toBeGreaterThan(0);
  expect(trials.filter((trial) => trial.state === 'completed').length).toBeGreaterThan(0);
  for (const trial of diverged) {
    expect(trial.health).toBe('diverged');
    expect(trial.step).toBeLessThan(600);
    const [newest] = (await api.checkpoints(trial.id)).sort((a, b) => b.step - a.step);
    expect(newest?.step ?? 0).toBeLessThan(trial.step);
  }
});
