import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { scriptedConfig } from '../fixtures/scriptedSlot.ts';
import { type TestTrainer, testTrainer } from '../fixtures/testTrainer.ts';

let trainer: TestTrainer;
beforeAll(async () => {
  trainer = await testTrainer();
});
afterEach(() => trainer.settle());
afterAll(() => trainer.close());

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
const trialsIn = () => trainer.slot.lanes.map((work) => work?.trialId ?? null);

/** So many trials of one sweep, of which each trains in a lane until it is told to stop. */
async function lanesOf(scripts: readonly TrialConfig['values'][], lanes = scripts.length) {
  const trials = await trainer.newPack(
    scripts.map((script) => scriptedConfig({ stop_at: 6, ...script })),
    lanes,
  );
  const calls = trials.map((trial) => ({ ...trial, ...trainer.train(trial.trialId, {}, lanes) }));
  for (const { trialId } of calls)
    await until(async () => expect((await trainer.store.trials.get(trialId)).step).toBeGreaterThan(5));
  return { sweepId: trials[0]!.sweepId, calls };
}

async function order(sweepId: string, kind: 'stop-trial' | 'cancel-trial', number: number) {
  const commandId = `${sweepId} ${kind} ${number}`;
  await trainer.store.sweeps.applyCommand({ sweepId, command: { kind, number }, commandId });
}

describe('segments of a packed sweep', () => {
  it('train in the lanes of one slot, each with its attempt, and their rows say in which', async () => {
    const { sweepId, calls } = await lanesOf([{}, {}, {}]);
    expect(trialsIn().sort()).toEqual(calls.map(({ trialId }) => trialId).sort());
    for (const { trialId } of calls) {
      const [attempt] = await trainer.store.trials.attempts(trialId);
      expect(attempt).toMatchObject({ slot: 0, lane: trialsIn().indexOf(trialId) });
    }
    await trainer.store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: sweepId });
    for (const { done } of calls) expect(await done).toMatchObject({ state: 'cancelled', step: 6 });
    expect(trialsIn()).toEqual([null]);
  });

  it('of which one is stopped or cancelled let the others train, and the lane takes the next trial', async () => {
    const { sweepId, calls } = await lanesOf([{}, {}, {}], 3);
    const [cancelled, stopped, stays] = calls;
    await order(sweepId, 'cancel-trial', cancelled!.number);
    await order(sweepId, 'stop-trial', stopped!.number);
    expect(await cancelled!.done).toMatchObject({ state: 'cancelled', step: 6 });
    expect(await stopped!.done).toMatchObject({ state: 'stopped-early', step: 6 });
    const [next] = await trainer.newPack([scriptedConfig()], 3);
    expect(await trainer.train(next!.trialId, {}, 3).done).toMatchObject({ state: 'completed' });
    expect((await trainer.store.trials.attempts(next!.trialId))[0]?.lane).not.toBe(trialsIn().indexOf(stays!.trialId));
    expect(trialsIn()).toContain(stays!.trialId);
  });

  it('all go on from their checkpoints when the child that trained them is killed', async () => {
    const { calls } = await lanesOf([{}, {}]);
    for (const { trialId } of calls)
      await until(async () => expect(await trainer.store.checkpoints.list(trialId)).toHaveLength(1));
    process.kill(trainer.slot.childPid ?? 0, 'SIGKILL');
    for (const { done } of calls)
      await expect(done).rejects.toMatchObject({ code: 'trainer-child-died', retryable: true });
    const again = calls.map(({ trialId }) => trainer.train(trialId, {}, 2).done);
    expect(await Promise.all(again)).toEqual(calls.map(() => ({ state: 'completed', attempt: 2, step: 10 })));
    for (const { trialId } of calls)
      expect((await trainer.store.trials.attempts(trialId)).map(({ fromStep }) => fromStep).sort()).toEqual([0, 4]);
  });

  it('go back to the queue when no lane of theirs is free soon, as does one that needs a slot to itself', async () => {
    const { calls } = await lanesOf([{}, {}]);
    const alone = await trainer.newTrial(scriptedConfig());
    const [third] = await trainer.newPack([scriptedConfig()], 2);
    const back = { state: 'pending', attempt: 0, step: 0, full: true };
    expect(await trainer.train(alone.trialId).done).toEqual(back);
    expect(await trainer.train(third!.trialId, {}, 2).done).toEqual(back);
    expect(await trainer.store.trials.get(alone.trialId)).toMatchObject({ state: 'pending', attempt: 0 });
    expect(trialsIn()).toEqual(expect.arrayContaining(calls.map(({ trialId }) => trialId)));
  });

  it('which cannot share a program have a slot to themselves', async () => {
    const [trial] = await trainer.newPack([scriptedConfig()], 4);
    expect(await trainer.train(trial!.trialId, { packOf: () => ({ reason: 'it is eager' }) }, 4).done).toMatchObject({
      state: 'completed',
    });
    expect((await trainer.store.trials.attempts(trial!.trialId))[0]).toMatchObject({ slot: 0, lane: null });
  });
});
