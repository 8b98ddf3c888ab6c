import { expect, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

test('a loss that becomes NaN ends the trial as diverged at that step, keeps the last good checkpoint, and the sweep goes on', async () => {
  // Without its second moment Adam takes steps as long as its rate, here 1 and 64: weights overflow within a few steps.
  const yaml = ringSweep({
    name: 'diverging',
    steps: 200,
    everySteps: 2,
    extra: '  lr_d: {values: [1, 0.0001]}\n  lr_ratio: {value: 64}\n  beta1: {value: 0.9}\n  beta2: {value: 0}\n',
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
