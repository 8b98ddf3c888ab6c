import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { eventually } from '../system/eventually.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { alive, killService } from '../system/services.ts';
import { disturbed, footprint, undisturbed } from '../system/undisturbed.ts';

/** Of three trials in one program, the first one is the training that others disturb alone. */
async function threeLanes(name: string) {
  const { id } = await api.createSweep(
    ringSweep({ name, ...disturbed, seeds: [11, 12, 13], concurrency: 3, extra: '\npack: 3\n' }),
  );
  for (const number of [1, 2, 3]) await trialPassed(id, 150, number);
  return { id, child: await childOf((await api.trial(id, 1)).id) };
}

test('kill -9 of the trainer with three trials in a program: all are taken up again, with the same state and metrics as alone', async () => {
  const expected = await undisturbed();
  const { id, child } = await threeLanes('trainer-of-three-killed');
  await killService('trainer');
  await eventually('the orphaned child to be gone', async () => !alive(child));
  await sweepIs(id, ['completed']);
  for (const trial of await api.trials(id)) expect(await api.attempts(trial.id)).toHaveLength(2);
  expect(await footprint(id)).toEqual(expected);
});

test('a child of three trials that stands still is given up with all of them, and they go on in a new one', async () => {
  const expected = await undisturbed();
  const { id, child } = await threeLanes('three-stand-still');
  process.kill(child, 'SIGSTOP');
  // Only one of them is asked to stop; it cannot, and the process of all three is killed.
  await api.command(id, { kind: 'cancel-trial', number: 2 });
  await sweepIs(id, ['completed']);
  expect((await api.trials(id)).map(({ state }) => state)).toEqual(['completed', 'cancelled', 'completed']);
  const [killed] = await api.attempts((await api.trial(id, 1)).id);
  expect(killed).toMatchObject({ outcome: 'trainer-child-died' });
  expect(killed?.error).toMatch(/in one program with trial #\d+, which did not stop within 5 s/);
  expect(await footprint(id)).toEqual(expected);
});
