import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quiet, scriptedConfig } from '../fixtures/scriptedSlot.ts';
import { type TestTrainer, testTrainer } from '../fixtures/testTrainer.ts';
import { reconcileSpool, removeDeletedSweeps } from './reconcileSpool.ts';

let trainer: TestTrainer;
beforeAll(async () => {
  trainer = await testTrainer();
});
afterAll(() => trainer.close());

it('at its start a trainer removes the bytes of deleted sweeps and pruned checkpoints, and no others', async () => {
  const { spool } = trainer.deps;
  const trial = await trainer.newTrial(scriptedConfig());
  await trainer.train(trial.trialId).done;
  for (const step of [1, 2]) await mkdir(spool.checkpointFolder(trial, step));
  await mkdir(spool.checkpointFolder({ sweepId: 'deleted', number: 1 }, 5), { recursive: true });

  await reconcileSpool({ store: trainer.store, spool, log: quiet });
  expect(await spool.sweepIds()).toEqual([trial.sweepId]);
  expect((await spool.checkpointSteps(trial)).sort(), 'fresh ones may still get their row').toEqual([1, 10, 2, 8]);

  await reconcileSpool({ store: trainer.store, spool, log: quiet, settledMs: 0 });
  expect((await spool.checkpointSteps(trial)).sort()).toEqual([10, 8]);
});

it('a sweep that is deleted while a trainer on another host runs leaves its spool as well', async () => {
  const { spool } = trainer.deps;
  const [gone, kept] = [await trainer.newTrial(scriptedConfig()), await trainer.newTrial(scriptedConfig())];
  for (const { trialId } of [gone, kept]) await trainer.train(trialId).done;
  await removeDeletedSweeps({ store: trainer.store, spool, log: quiet });
  expect(await spool.sweepIds()).toContain(gone.sweepId);
  await trainer.store.sweeps.settle(gone.sweepId);
  await trainer.store.sweeps.delete(gone.sweepId);
  await removeDeletedSweeps({ store: trainer.store, spool, log: quiet });
  expect(await spool.sweepIds()).not.toContain(gone.sweepId);
  expect((await spool.checkpointSteps(kept)).sort()).toEqual([10, 8]);
});
