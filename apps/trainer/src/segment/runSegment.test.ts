import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { scriptedConfig } from '../fixtures/scriptedSlot.ts';
import { type TestTrainer, testTrainer } from '../fixtures/testTrainer.ts';
import { openSpool } from '../storage/spool.ts';
import { startUploader } from '../storage/uploader.ts';

let trainer: TestTrainer;
beforeAll(async () => {
  trainer = await testTrainer();
});
afterEach(() => trainer.settle());
afterAll(() => trainer.close());

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 50_000, interval: 20 });
const stateShaOf = async (trialId: number) => (await trainer.store.trials.get(trialId)).stateSha;
const lossesOf = async (trialId: number) =>
  (await trainer.store.metrics.all({ trialId, metric: 'train/d_loss' })).map(({ step, value }) => [step, value]);

/** Runs to `stop_at` and waits there until stopped. */
async function running(script: TrialConfig['values'] = {}) {
  const { store } = trainer;
  const trial = await trainer.newTrial(scriptedConfig({ stop_at: 6, ...script }));
  const call = trainer.train(trial.trialId);
  await until(async () => expect((await store.trials.get(trial.trialId)).step).toBe(6));
  await until(async () => expect(await store.checkpoints.list(trial.trialId)).toHaveLength(1));
  return { ...trial, ...call };
}

/** What a trial of ten steps reaches that nobody disturbs. */
async function undisturbed() {
  const { trialId } = await trainer.newTrial(scriptedConfig());
  await trainer.train(trialId).done;
  return { stateSha: await stateShaOf(trialId), losses: await lossesOf(trialId) };
}

describe('a segment', () => {
  it('trains to the last step and leaves everything in Postgres', async () => {
    const { trialId, sweepId } = await trainer.newTrial(scriptedConfig());
    const { done, beats } = trainer.train(trialId);
    expect(await done).toEqual({ state: 'completed', attempt: 1, step: 10 });
    const row = await trainer.store.trials.get(trialId);
    expect(row).toMatchObject({ state: 'completed', attempt: 1, step: 10, checkpointStep: 10, score: 10 });
    expect((await lossesOf(trialId)).map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // Three were written, two are kept, and the bytes of the third are gone with its row.
    const checkpoints = await trainer.store.checkpoints.list(trialId);
    expect(checkpoints.map(({ step }) => step).sort()).toEqual([10, 8]);
    expect(checkpoints[0]?.location).toMatch(/^spool@test-host:/);
    expect((await trainer.deps.spool.checkpointSteps({ sweepId, number: 1 })).sort()).toEqual([10, 8]);
    expect(beats[0]).toEqual({ attempt: 0, step: 0, checkpointStep: null });
    expect(trainer.slot.lanes).toEqual([null]);
  });

  it('keeps of the advice of a verdict what the trial can do, in its row and in its log', async () => {
    const { trialId } = await trainer.newTrial(
      scriptedConfig({ advice: 'Raise `lr_d`, `width_d` or `depth_g`.', lr_d: 1 }),
    );
    await trainer.train(trialId).done;
    const advice = 'Raise `width_d` or `depth_g`.';
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ health: 'd-wins', healthAdvice: advice });
    const logs = await trainer.store.logs.list({ trialId, limit: 100 });
    expect(logs.map(({ message }) => message)).toContain(`Health is d-wins. D is always right. ${advice}`);
  });

  it('ends as diverged at the step of the NaN, which is kept as it is', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig({ diverge_at: 6 }));
    expect(await trainer.train(trialId).done).toMatchObject({ state: 'diverged', step: 6 });
    expect((await lossesOf(trialId)).at(-1)).toEqual([6, Number.NaN]);
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'diverged', checkpointStep: 4 });
  });

  it('heartbeats attempt, step and checkpoint', async () => {
    const { done, stop, beats, sweepId } = await running();
    await until(() => expect(beats.at(-1)).toEqual({ attempt: 1, step: 6, checkpointStep: 4 }));
    await trainer.store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: sweepId });
    stop.abort(new Error('cancelled'));
    expect(await done).toMatchObject({ state: 'cancelled' });
  });

  it('whose child is killed is retried from the checkpoint and ends with the same state and points', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig({ die_at: 7, die_how: 'SIGKILL' }));
    const first = await trainer.train(trialId).done.catch((error: unknown) => error);
    expect(first).toMatchObject({ code: 'trainer-child-died', retryable: true, facts: { trialId, attempt: 1 } });
    expect(String(first)).toMatch(/SIGKILL.*checkpoint of step 4/);
    expect((await trainer.store.trials.attempts(trialId))[0]).toMatchObject({
      outcome: 'trainer-child-died',
      workerId: 'test-worker',
      slot: trainer.slot.spec.slot,
    });
    expect(await trainer.train(trialId).done).toEqual({ state: 'completed', attempt: 2, step: 10 });
    expect((await trainer.store.trials.attempts(trialId)).map(({ fromStep }) => fromStep).sort()).toEqual([0, 4]);
    expect({ stateSha: await stateShaOf(trialId), losses: await lossesOf(trialId) }).toEqual(await undisturbed());
  });

  it('takes an older checkpoint when the newest is torn, and still ends with the same state', async () => {
    const config = scriptedConfig({ die_at: 9, die_how: 'exit 3' });
    const { trialId, ...trial } = await trainer.newTrial(config);
    await expect(trainer.train(trialId).done).rejects.toMatchObject({ code: 'trainer-child-died' });
    await truncate(join(trainer.deps.spool.checkpointFolder(trial, 8), 'state.safetensors'), 5);
    expect(await trainer.train(trialId).done).toMatchObject({ state: 'completed', attempt: 2 });
    const attempts = await trainer.store.trials.attempts(trialId);
    expect(attempts.map(({ fromStep }) => fromStep).sort()).toEqual([0, 4]);
    const logs = await trainer.store.logs.list({ trialId, limit: 100 });
    expect(logs.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/step 8 cannot be used: state.*SHA/),
    );
    expect({ stateSha: await stateShaOf(trialId), losses: await lossesOf(trialId) }).toEqual(await undisturbed());
  });

  it('on another host waits for a checkpoint that the first one has yet to upload, and goes on from it', async () => {
    const { store, mlflow, deps } = trainer;
    const { trialId, ...trial } = await trainer.newTrial(scriptedConfig({ die_at: 7, die_how: 'SIGKILL' }));
    await expect(trainer.train(trialId).done).rejects.toMatchObject({ code: 'trainer-child-died' });
    const [startedAt, version] = [new Date(0).toISOString(), '0'];
    await store.workers.heartbeat({ id: 'first', host: 'test-host', pid: 1, pool: 'p', slots: [], startedAt, version });

    const root = await mkdtemp(join(tmpdir(), 'seesaw-elsewhere-'));
    const spool = await openSpool({ root, host: 'another-host' });
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void said.push(line) });
    const { done } = trainer.train(trialId, { spool, log });
    await until(() => expect(said.join('')).toContain('step 4 lies on test-host, which has not uploaded it yet'));
    expect((await store.checkpoints.list(trialId)).map(({ step }) => step)).toEqual([4]);
    const { id: experimentId } = await mlflow.experiments.getOrCreate('trainer-elsewhere');
    const run = await mlflow.runs.create({ experimentId, name: 'x', startTimeMs: 0 });
    await store.mlflow.link({ trialId, sweepId: trial.sweepId, runId: run.id, experimentId });
    const uploader = startUploader({ ...deps, store, everyMs: 3_600_000 });
    await uploader.close(20_000);

    expect(await done).toEqual({ state: 'completed', attempt: 2, step: 10 });
    expect((await store.trials.attempts(trialId)).map(({ fromStep }) => fromStep).sort()).toEqual([0, 4]);
    expect({ stateSha: await stateShaOf(trialId), losses: await lossesOf(trialId) }).toEqual(await undisturbed());
    await rm(root, { recursive: true });
  });

  it('fails for good when the child says that a retry is useless', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig({ fail_at: 3 }));
    await expect(trainer.train(trialId).done).rejects.toMatchObject({ code: 'data-set', retryable: false });
    expect((await trainer.store.trials.attempts(trialId))[0]?.error).toContain('the file is torn');
  });

  it('tells its story in the logs of the trial, from the first step to the ending', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig());
    await trainer.train(trialId).done;
    const logs = await trainer.store.logs.list({ trialId, limit: 100 });
    const messages = logs.map(({ message }) => message);
    expect(messages[0]).toMatch(/^Trains .+ on .+ from step 0 to 10\.$/);
    expect(messages.filter((message) => message.startsWith('Checkpoint written'))).toHaveLength(3);
    expect(logs.at(-1)).toMatchObject({ level: 'info', step: 10 });
  });

  it('keeps what the child printed among the logs of the trial', async () => {
    // It goes on meanwhile: what is printed comes another way than the end.
    const { trialId } = await running({ prints: 'a warning of TensorFlow' });
    const printed = expect.objectContaining({ message: 'a warning of TensorFlow', level: 'warn' });
    await until(async () => expect(await trainer.store.logs.list({ trialId, limit: 100 })).toContainEqual(printed));
  });
});

describe('a person', () => {
  it('lets one trial stop early with a fresh checkpoint, as a result', async () => {
    const { trialId, sweepId, done } = await running();
    const command = { kind: 'stop-trial', number: 1 } as const;
    await trainer.store.sweeps.applyCommand({ sweepId, command, commandId: `stop-${sweepId}` });
    expect(await done).toEqual({ state: 'stopped-early', attempt: 1, step: 6 });
    expect(await trainer.store.trials.get(trialId)).toMatchObject({
      state: 'stopped-early',
      checkpointStep: 6,
      score: 6,
    });
  });

  it.each([
    [{ kind: 'stop-trial', number: 1 }, 'stopped-early'],
    [{ kind: 'cancel-trial', number: 1 }, 'cancelled'],
    [{ kind: 'pause' }, 'paused'],
  ] as const)('is heard at once: %o acts although the segment would look for it in an hour', async (order, state) => {
    const { trialId, sweepId } = await trainer.newTrial(scriptedConfig({ stop_at: 6 }));
    const { done } = trainer.train(trialId, { times: { ...trainer.deps.times, watchMs: 3_600_000 } });
    await until(async () => expect((await trainer.store.trials.get(trialId)).step).toBe(6));
    await trainer.store.sweeps.applyCommand({ sweepId, command: order, commandId: `${order.kind} ${sweepId}` });
    expect(await done).toMatchObject({ state });
  });

  const command = (sweepId: string, kind: 'pause' | 'cancel' | 'resume') =>
    trainer.store.sweeps.applyCommand({ sweepId, command: { kind }, commandId: `${sweepId} ${kind}` });

  it('pauses a trial, which goes on later as if nothing had been', async () => {
    const { done, stop, trialId, sweepId } = await running();
    await command(sweepId, 'pause');
    stop.abort(new Error('cancelled by the workflow'));
    expect(await done).toEqual({ state: 'paused', attempt: 1, step: 6 });
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'paused', checkpointStep: 6 });
    await trainer.store.sweeps.settle(sweepId);
    expect(await trainer.train(trialId).done, 'before it is resumed').toMatchObject({ state: 'paused', attempt: 1 });
    await command(sweepId, 'resume');
    expect(await trainer.train(trialId).done).toEqual({ state: 'completed', attempt: 2, step: 10 });
    expect({ stateSha: await stateShaOf(trialId), losses: await lossesOf(trialId) }).toEqual(await undisturbed());
  });

  it('cancels a trial without waiting for Temporal to deliver it', async () => {
    const { done, trialId, sweepId } = await running();
    await command(sweepId, 'cancel');
    expect(await done).toMatchObject({ state: 'cancelled', step: 6 });
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'cancelled' });
    expect(await trainer.train(trialId).done).toMatchObject({ state: 'cancelled', attempt: 1 });
  });

  it('cancels a trial whose child ignores it', async () => {
    const { done, sweepId } = await running({ ignore_stop: true });
    const { childPid } = trainer.slot;
    await command(sweepId, 'cancel');
    expect(await done).toMatchObject({ state: 'cancelled', step: 6 });
    expect(() => process.kill(childPid ?? 0, 0)).toThrow(/ESRCH/);
  });
});

describe('a segment that lost its trial', () => {
  it('to a newer attempt stops and writes nothing', async () => {
    const { done, trialId } = await running();
    await trainer.store.segments.start({ trialId, workerId: 'other', host: 'other', slot: 0 });
    await expect(done).rejects.toMatchObject({ code: 'superseded' });
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'running', attempt: 2 });
    expect(trainer.slot.lanes).toEqual([null]);
  });

  it('because Temporal forgot it, stops, writes nothing and confirms the cancellation', async () => {
    const { done, stop, trialId } = await running();
    const reason = new Error('activity not found');
    stop.abort(reason);
    await expect(done).rejects.toBe(reason);
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'running', attempt: 1 });
    expect((await trainer.store.trials.attempts(trialId))[0]?.outcome).toBeNull();
  });

  it('because its trainer shuts down, hands it back with a fresh checkpoint, not paused', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig({ stop_at: 6 }));
    const shutdown = new AbortController();
    const { done } = trainer.train(trialId, { shutdown: shutdown.signal });
    await until(async () => expect((await trainer.store.trials.get(trialId)).step).toBe(6));
    shutdown.abort();
    await expect(done).rejects.toMatchObject({ code: 'trainer-lost', retryable: true });
    expect(await trainer.store.trials.get(trialId)).toMatchObject({ state: 'running', checkpointStep: 6 });
  });
});

describe('while Postgres is away', () => {
  it('training goes on, and afterwards every point is there once', async () => {
    /** From this step on; by steps, and not by the clock, as the child does not wait for the test. */
    let awayFrom = 6;
    let refused = 0;
    const { metrics, checkpoints } = trainer.store;
    const through = async <T>(step: number, write: () => Promise<T>): Promise<T> => {
      if (step < awayFrom) return write();
      refused++;
      throw new SeesawError('unavailable', 'Postgres is away', { retryable: true });
    };
    const store = {
      ...trainer.store,
      metrics: {
        ...metrics,
        append: (input: Parameters<typeof metrics.append>[0]) =>
          through(Math.max(...input.points.map(({ step }) => step)), () => metrics.append(input)),
      },
      checkpoints: {
        ...checkpoints,
        save: (input: Parameters<typeof checkpoints.save>[0]) => through(input.step, () => checkpoints.save(input)),
      },
    };
    const { trialId } = await trainer.newTrial(scriptedConfig({}, { steps: 60 }));
    const { done, beats } = trainer.train(trialId, { store });
    await until(() => expect(beats.at(-1)?.step).toBe(60));
    await until(() => expect(refused).toBeGreaterThan(0));
    awayFrom = Number.POSITIVE_INFINITY;
    expect(await done).toMatchObject({ state: 'completed', step: 60 });
    expect((await lossesOf(trialId)).map(([step]) => step)).toEqual(Array.from({ length: 60 }, (_, step) => step + 1));
  });
});
