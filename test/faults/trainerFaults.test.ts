import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { eventually } from '../system/eventually.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { alive, killService } from '../system/services.ts';
import { disturbed, footprint, undisturbed } from '../system/undisturbed.ts';

test('kill -9 of the training child: the trial resumes from its checkpoint and ends with the same state and metrics', async () => {
  const expected = await undisturbed();
  const { id } = await api.createSweep(ringSweep({ name: 'child-killed', ...disturbed }));
  // Told later than the steps that come after it: it is written while they are trained.
  const trial = await eventually('the second checkpoint to be there', async () => {
    const row = await api.trial(id, 1);
    return row.state === 'running' && (row.checkpointStep ?? 0) >= 200 && row;
  });
  process.kill(await childOf(trial.id), 'SIGKILL');
  await sweepIs(id, ['completed']);
  const attempts = await api.attempts(trial.id);
  expect(attempts).toHaveLength(2);
  expect(attempts[0]?.error).toMatch(/SIGKILL/);
  expect(attempts[1]?.fromStep).toBeGreaterThanOrEqual(trial.checkpointStep!);
  expect(await footprint(id)).toEqual(expected);
});

test('kill -9 of the trainer: its trial is taken up again and ends with the same state and metrics', async () => {
  const expected = await undisturbed();
  const { id } = await api.createSweep(ringSweep({ name: 'trainer-killed', ...disturbed }));
  const trial = await trialPassed(id, 250);
  const child = await childOf(trial.id);
  await killService('trainer');
  await eventually('the orphaned child to be gone', async () => !alive(child));
  await sweepIs(id, ['completed']);
  expect(await api.attempts(trial.id)).toHaveLength(2);
  expect(await footprint(id)).toEqual(expected);
});

test('a trial whose child dies too often fails with words, and retry from its checkpoint completes it to the same state', async () => {
  const expected = await undisturbed();
  const { id } = await api.createSweep(
    ringSweep({ name: 'child-killed-once-too-often', ...disturbed, maxAttempts: 1 }),
  );
  const trial = await trialPassed(id, 250);
  process.kill(await childOf(trial.id), 'SIGKILL');
  await sweepIs(id, ['completed']);
  const failed = await api.trial(id, 1);
  expect(failed.state).toBe('failed');
  expect(failed.lastError).toMatch(/SIGKILL/);
  const answer = await api.command(id, { kind: 'retry', from: 'checkpoint' });
  expect(answer.trials).toBe(1);
  await eventually('the retried trial to complete', async () => (await api.trial(id, 1)).state === 'completed');
  await sweepIs(id, ['completed']);
  expect(await footprint(id)).toEqual(expected);
});
