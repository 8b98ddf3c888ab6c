import { expect, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

test('a loss that becomes NaN ends the trial as diverged at that step, keeps the last good checkpoint, and the sweep goes on', async () => {
  // With β₂ = 0 Adam divides its momentum by the last gradient alone: one small gradient throws the weights out of range.
  const yaml = ringSweep({
    name: 'diverging',
    steps: 200,
    everySteps: 2,
    extra: '  lr_d: {value: 0.0001}\n  lr_ratio: {value: 64}\n  beta1: {value: 0.9}\n  beta2: {values: [0, 0.999]}\n',
  });
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const trials = await api.trials(id);
  expect(trials.map((trial) => trial.state)).toEqual(['diverged', 'completed']);
  const diverged = trials.filter((trial) => trial.state === 'diverged');
  for (const trial of diverged) {
    expect(trial.health).toBe('diverged');
    expect(trial.step).toBeLessThan(200);
    const [newest] = (await api.checkpoints(trial.id)).sort((a, b) => b.step - a.step);
    expect(newest?.step ?? 0).toBeLessThan(trial.step);
  }
});
