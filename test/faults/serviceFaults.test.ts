import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { eventually } from '../system/eventually.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { freezeService, killService, type ServiceName } from '../system/services.ts';
import { disturbed, footprint, undisturbed } from '../system/undisturbed.ts';

test.each<ServiceName>(['orchestrator', 'postgres', 'temporal'])(
  'kill -9 of %s mid-sweep: the sweep completes by itself with exactly the planned trials and the same results',
  async (service) => {
    const expected = await undisturbed();
    const { id } = await api.createSweep(
      ringSweep({ name: `${service}-killed`, ...disturbed, seeds: [11, 12, 13], concurrency: 2 }),
    );
    await trialPassed(id, 250);
    await killService(service);
    await sweepIs(id, ['completed']);
    const trials = await api.trials(id);
    expect(trials.map((trial) => trial.number).sort()).toEqual([1, 2, 3]);
    expect(trials.map((trial) => trial.state)).toEqual(['completed', 'completed', 'completed']);
    expect(await footprint(id)).toEqual(expected);
  },
);

test('MLflow frozen for the whole training: the trial completes meanwhile, and everything arrives afterwards', async () => {
  const thaw = await freezeService('mlflow');
  let id = '';
  try {
    id = (await api.createSweep(ringSweep({ name: 'mlflow-frozen', steps: 400 }))).id;
    await sweepIs(id, ['completed']);
    const [trial] = await api.trials(id);
    const kept = (await api.checkpoints(trial!.id)).map((row) => row.location);
    expect(kept).not.toEqual([]);
    expect(kept.filter((location) => !location.startsWith('spool@'))).toEqual([]);
  } finally {
    thaw();
  }
  await eventually('checkpoints and samples to be uploaded', async () => {
    const [trial] = await api.trials(id);
    const rows = await api.checkpoints(trial!.id);
    const samples = await api.samples(id);
    return (
      rows.length > 0 &&
      samples.length > 0 &&
      rows.every((row) => row.location.startsWith('mlflow:')) &&
      samples.every((row) => row.pngLocation.startsWith('mlflow:'))
    );
  });
});
