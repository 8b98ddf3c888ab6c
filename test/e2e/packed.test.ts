import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { eventually } from '../system/eventually.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { footprint } from '../system/undisturbed.ts';

const seeds = (count: number) => Array.from({ length: count }, (_, index) => 101 + index);
const packed = (lanes: number) => `\npack: ${lanes}\n`;

async function created(options: Parameters<typeof ringSweep>[0]): Promise<string> {
  return (await api.createSweep(ringSweep(options))).id;
}
const ended = async (id: string) => {
  await sweepIs(id, ['completed'], 300_000);
  return api.trials(id);
};
/** In which slot and lane each of the trials runs, once the trainer's heartbeat has told it: trials report sooner than it beats. */
function places(trialIds: readonly number[]): Promise<readonly string[]> {
  return eventually(`the places of the trials ${trialIds.join(', ')}`, async () => {
    const workers = (await api.workers()).filter(({ state }) => state === 'alive');
    const lanes = workers.flatMap(({ id, slots }) =>
      slots.flatMap(({ slot, lanes }) => lanes.map((work, lane) => ({ place: `${id} ${slot} ${lane}`, work }))),
    );
    const found = trialIds.flatMap((id) => lanes.find(({ work }) => work?.trialId === id)?.place ?? []);
    return found.length === trialIds.length && found;
  });
}
const slotOf = (place: string) => place.slice(0, place.lastIndexOf(' '));

test('twelve trials in a program of four lanes end in the states that they reach alone', async () => {
  const training = { steps: 300, everySteps: 150, seeds: seeds(12) };
  const together = await created({ name: 'packed', ...training, concurrency: 4, extra: packed(4) });
  const trials = await ended(together);
  const alone = await ended(await created({ name: 'unpacked', ...training, concurrency: 2 }));
  expect((await api.sweep(together)).definition.pack).toBe(4);
  expect(trials.map(({ state }) => state)).toEqual(alone.map(() => 'completed'));
  expect(trials.map(({ stateSha }) => stateSha)).toEqual(alone.map(({ stateSha }) => stateSha));
  expect(new Set(trials.map(({ stateSha }) => stateSha)).size, 'each has its own seed').toBe(12);
  expect(trials.map(({ score }) => score)).toEqual(alone.map(({ score }) => score));
  const attempts = await Promise.all(trials.map(({ id }) => api.attempts(id)));
  expect(new Set(attempts.flatMap(([first]) => first?.lane)), 'every lane has trained').toEqual(new Set([0, 1, 2, 3]));
  for (const own of attempts) expect(own).toHaveLength(1);
});

test('a trial that is cancelled frees its lane for the next one, and the others train on', async () => {
  const training = { steps: 20_000, everySteps: 20_000, seeds: seeds(4), concurrency: 3 };
  const id = await created({ name: 'lane-freed', ...training, extra: packed(3) });
  for (const number of [1, 2, 3]) await trialPassed(id, 20, number);
  const [first, second, third] = (await api.trials(id)).map((trial) => trial.id) as [number, number, number];
  const before = await places([first, second, third]);
  expect(new Set(before.map(slotOf)).size).toBe(1);
  await api.command(id, { kind: 'cancel-trial', number: 2 });
  const fourth = await trialPassed(id, 20, 4);
  expect(await places([first, fourth.id, third])).toEqual(before);
  expect((await api.trial(id, 2)).state).toBe('cancelled');
  await api.command(id, { kind: 'cancel' });
  await sweepIs(id, ['cancelled']);
});

test('paused and resumed, and with their child killed, packed trials end in the states and metrics of undisturbed ones alone', async () => {
  const training = { steps: 4_000, everySteps: 100, seeds: seeds(3) };
  const id = await created({ name: 'packed-disturbed', ...training, concurrency: 3, extra: packed(3) });
  for (const number of [1, 2, 3]) await trialPassed(id, 250, number);
  await api.command(id, { kind: 'pause' });
  await sweepIs(id, ['paused']);
  expect((await api.trials(id)).map(({ state }) => state)).toEqual(['paused', 'paused', 'paused']);
  await api.command(id, { kind: 'resume' });
  const pausedAt = Math.max(...(await api.trials(id)).map(({ step }) => step));
  const running = await trialPassed(id, Math.min(pausedAt + 150, 3_700));
  await eventually('all three to train again', async () =>
    (await api.trials(id)).every(({ state, attempt }) => state === 'running' && attempt === 2),
  );
  process.kill(await childOf(running.id), 'SIGKILL');
  await ended(id);
  const alone = await created({ name: 'packed-undisturbed', ...training, concurrency: 1 });
  await ended(alone);
  for (const number of [1, 2, 3]) {
    const { id: trialId } = await api.trial(id, number);
    const attempts = await api.attempts(trialId);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['paused', 'trainer-child-died', 'completed']);
    expect(await footprint(id, number)).toEqual(await footprint(alone, number));
  }
});

test('a sweep whose trials need slots to themselves is not held up by free lanes of another', async () => {
  const training = { steps: 1_000_000, everySteps: 1_000_000, seeds: seeds(2), concurrency: 2 };
  const pack = await created({ name: 'two-of-eight-lanes', ...training, extra: packed(8) });
  for (const number of [1, 2]) await trialPassed(pack, 20, number);
  const alone = await created({ name: 'beside-a-pack', steps: 100, seeds: seeds(6), concurrency: 4 });
  expect((await ended(alone)).map(({ state }) => state)).toEqual(Array(6).fill('completed'));
  for (const { id } of await api.trials(alone))
    expect((await api.attempts(id)).map(({ lane }) => lane)).toEqual([null]);
  expect((await api.trials(pack)).map(({ state }) => state)).toEqual(['running', 'running']);
  await api.command(pack, { kind: 'cancel' });
  await sweepIs(pack, ['cancelled']);
});
