import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopByRules } from '../sweeps/stopByRules.ts';
import { startTestOrchestrator, type TestOrchestrator } from '../testing/testOrchestrator.ts';
import { until } from '../testing/until.ts';

let seesaw: TestOrchestrator;

beforeAll(async () => {
  seesaw = await startTestOrchestrator();
});
afterAll(() => seesaw.close());

test('a sweep whose target is reached ends once its running trials have finished', async () => {
  const { sweepId, pool } = await seesaw.createSweep({
    concurrency: 2,
    metric: { name: 'eval/score', goal: 'minimize', target: 1 },
  });
  let begun = 0;
  await seesaw.startTrainer(pool, async ({ number }) => {
    begun += 1;
    await until(() => begun >= 2, 'both train');
    if (number > 1) {
      await until(async () => (await seesaw.store.sweeps.get(sweepId)).state === 'stopping', 'the sweep is stopping');
    }
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const trials = await seesaw.untilSweepIs(sweepId, 'stopped');
  expect(trials.map(({ state }) => state)).toEqual(['completed', 'completed']);
});

test('a sweep that waits for a trainer is stopped when its time is over', async () => {
  const { sweepId } = await seesaw.createSweep({ maxHours: 2 / 3600 });
  await seesaw.runner.start(sweepId);
  await until(async () => (await seesaw.trials(sweepId)).length === 2, 'two trials wait for a lane');
  await until(async () => (await seesaw.store.sweeps.toStopByRule()).includes(sweepId), 'its time is over');
  await stopByRules(seesaw.store, seesaw.runner);
  const trials = await seesaw.untilSweepIs(sweepId, 'stopped');
  expect(trials.map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  await stopByRules(seesaw.store, seesaw.runner);
});
