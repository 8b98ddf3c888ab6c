import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { slotsAreFree } from '../system/slotsAreFree.ts';
import { disturbed, footprint, undisturbed } from '../system/undisturbed.ts';

/** Long enough that an order comes while the trial runs: a step takes less than a millisecond, and news of it a quarter of a second. */
const seconds = { steps: 4_000, everySteps: 1_000 };

test('pause frees the slots, resume goes on, and the result equals that of an undisturbed run', async () => {
  const expected = await undisturbed();
  const { id } = await api.createSweep(ringSweep({ name: 'paused', ...disturbed }));
  await trialPassed(id, 150);
  await api.command(id, { kind: 'pause' });
  await sweepIs(id, ['paused']);
  const paused = await api.trial(id, 1);
  expect(paused.state).toBe('paused');
  expect(paused.checkpointStep).toBe(paused.step);
  await slotsAreFree();
  await api.command(id, { kind: 'resume' });
  await sweepIs(id, ['completed']);
  expect(await footprint(id)).toEqual(expected);
});

test('cancel stops everything within seconds, keeps what is there and leaves nothing running', async () => {
  const { id } = await api.createSweep(
    ringSweep({ name: 'cancelled', steps: 100_000, seeds: [1, 2, 3], concurrency: 2 }),
  );
  await trialPassed(id, 100);
  await api.command(id, { kind: 'cancel' });
  await sweepIs(id, ['cancelled']);
  const trials = await api.trials(id);
  expect(trials.every((trial) => trial.state === 'cancelled')).toBe(true);
  expect(trials[0]?.metrics['train/d_loss']?.count).toBeGreaterThan(0);
  await slotsAreFree();
  expect((await api.command(id, { kind: 'cancel' })).state).toBe('cancelled');
});

test('stop lets running trials finish and starts no other', async () => {
  const { id } = await api.createSweep(ringSweep({ name: 'stopped', ...seconds, seeds: [1, 2, 3, 4], concurrency: 1 }));
  await trialPassed(id, 40);
  await api.command(id, { kind: 'stop' });
  await sweepIs(id, ['stopped']);
  const trials = await api.trials(id);
  expect(trials.filter((trial) => trial.state === 'completed')).toHaveLength(1);
  expect(trials.filter((trial) => trial.state === 'running')).toHaveLength(0);
});

test('a sweep that has ended can be deleted, one that runs cannot', async () => {
  const { id } = await api.createSweep(ringSweep({ name: 'deleted', ...seconds }));
  await trialPassed(id, 20);
  await expect(api.deleteSweep(id)).rejects.toThrow(/409/);
  await sweepIs(id, ['completed']);
  await api.deleteSweep(id);
  await expect(api.sweep(id)).rejects.toThrow(/404/);
});
