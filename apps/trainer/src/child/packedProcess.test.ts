import { readFile } from 'node:fs/promises';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { smallTrial, startTrainingProcess, type TrainingProcess } from '../fixtures/trainingProcess.ts';
import type { PackPlace } from '../protocol.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let child: TrainingProcess;

beforeAll(async () => {
  child = await startTrainingProcess();
});

afterAll(async () => {
  expect(await child.close()).toBe(0);
});

const place = (lane: number, lanes = 4, key = 'ring'): PackPlace => ({ lane, lanes, key });
const ring = (values: Readonly<Record<string, Scalar>>): TrialConfig => smallTrial(values, { checkpointEvery: 20 });
/** Of two kinds of step. */
const penalised: Readonly<Record<string, Scalar>> = { loss: 'wgan-gp', penalty_every: 2, ema_decay: 0.9 };

let trials = 0;
const nextTrial = () => ++trials;

/** Everything that was reported of a trial but when and how fast, and the state of its last checkpoint. */
function resultOf(trialId: number) {
  const metrics = child.of('metrics', trialId).map(({ step, values }) => {
    const { 'system/steps_per_s': _speed, ...others } = values;
    return { step, ...others };
  });
  return { metrics, stateSha: child.of('checkpoint', trialId).at(-1)!.manifest.stateSha };
}

async function alone(config: TrialConfig) {
  const trialId = nextTrial();
  child.train({ trialId, config });
  expect(await child.endOf(trialId)).toMatchObject({ state: 'completed' });
  return resultOf(trialId);
}

test('as graphs trials end in their lanes as they end alone, beside others that end, diverge, are cancelled and paused', async () => {
  const config = ring({ ...penalised, steps: 60, seed: 7 });
  const expected = await alone(config);

  const [first, last, short, wild, cancelled, paused] = Array.from({ length: 6 }, nextTrial) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  child.train({ trialId: first, config, pack: place(0) });
  child.train({ trialId: last, config, pack: place(3) });
  child.train({ trialId: short, config: ring({ ...penalised, steps: 20, seed: 8, log_every: 7 }), pack: place(1) });
  child.train({
    trialId: wild,
    config: ring({ ...penalised, steps: 60, seed: 3, lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 }),
    pack: place(2),
  });
  expect(await child.endOf(wild)).toMatchObject({ state: 'diverged' });
  expect(await child.endOf(short)).toMatchObject({ state: 'completed', step: 20 });
  // In lanes that are free again, and far from their ends wherever they are stopped: with rates that do not fall, no step
  // depends on how many there are.
  const longer = (steps: number, seed: number) => ring({ ...penalised, steps, seed, lr_end: 1 });
  child.train({ trialId: cancelled, config: longer(1_000_000, 9), pack: place(2) });
  child.train({ trialId: paused, config: longer(1_000_000, 8), pack: place(1) });
  for (const trialId of [cancelled, paused]) {
    await child.until((message) => message.type === 'metrics' && message.trialId === trialId);
  }
  child.say({ type: 'stop', trialId: cancelled, attempt: 1, intent: 'cancel' });
  child.say({ type: 'stop', trialId: paused, attempt: 1, intent: 'pause' });
  expect(await child.endOf(cancelled)).toMatchObject({ state: 'cancelled' });
  expect(await child.endOf(paused)).toMatchObject({ state: 'paused' });

  for (const trialId of [first, last]) {
    expect(await child.endOf(trialId)).toMatchObject({ state: 'completed', step: 60 });
    expect(resultOf(trialId)).toEqual(expected);
    expect(child.of('checkpoint', trialId).at(-1)!.manifest.execution).toMatchObject({ mode: 'graph', lanes: 4 });
  }
  const { folder, step } = child.of('checkpoint', paused).at(-1)!;
  const whole = longer(step + 20, 8);
  child.train({ trialId: paused, attempt: 2, config: whole, resumeFrom: folder!, pack: place(2) });
  expect(await child.endOf(paused, 2)).toMatchObject({ state: 'completed' });
  expect(resultOf(paused).stateSha).toBe((await alone(whole)).stateSha);
});

test('a held trial takes no step and keeps nobody waiting, goes on when it may, and can be cancelled', async () => {
  const held = nextTrial();
  const to = { trialId: held, attempt: 1 };
  const config = ring({ steps: 1_000_000, seed: 1, log_every: 1 });
  child.train({ trialId: held, config, pack: place(0, 3, 'plain') });
  await child.until((message) => message.type === 'metrics' && message.trialId === held);
  const beside = async (trialId: number) => {
    child.train({ trialId, config: ring({ steps: 60, seed: 2 }), pack: place(1, 3, 'plain') });
    expect(await child.endOf(trialId)).toMatchObject({ state: 'completed', step: 60 });
    return child.of('metrics', held).at(-1)!.step;
  };
  child.say({ type: 'hold', ...to });
  // Whoever ends now was asked to train after the other was asked to hold.
  const step = await beside(nextTrial());
  expect(await beside(nextTrial())).toBe(step);
  child.say({ type: 'go', ...to });
  await child.until((message) => message.type === 'metrics' && message.trialId === held && message.step > step);
  child.say({ type: 'hold', ...to });
  const last = await beside(nextTrial());
  child.say({ type: 'stop', ...to, intent: 'cancel' });
  expect(await child.endOf(held)).toMatchObject({ state: 'cancelled', step: last });
});

test('under XLA its bits depend neither on its lane nor on who is beside it, and another number of lanes is refused', async () => {
  const xla = (values: Record<string, Scalar>) =>
    smallTrial({ execution: 'xla', depth_d: 1, depth_g: 1, steps: 20, ...values });
  const [first, beside, second] = [nextTrial(), nextTrial(), nextTrial()];
  child.train({ trialId: first, config: xla({ seed: 1 }), pack: place(0, 3, 'xla') });
  child.train({ trialId: beside, config: xla({ seed: 2, steps: 10 }), pack: place(1, 3, 'xla') });
  await child.endOf(first);
  await child.endOf(beside);
  child.train({ trialId: second, config: xla({ seed: 1 }), pack: place(2, 3, 'xla') });
  await child.endOf(second);
  expect(resultOf(second)).toEqual(resultOf(first));
  const { folder, manifest } = child.of('checkpoint', first)[0]!;
  expect(manifest.execution).toMatchObject({ mode: 'xla', lanes: 3 });
  child.train({ trialId: first, attempt: 2, config: xla({ seed: 1 }), resumeFrom: folder!, pack: place(0, 2, 'xla') });
  expect(await child.endOf(first, 2)).toMatchObject({
    type: 'failed',
    code: 'conflict',
    message: expect.stringMatching(/ran in one of 3 lanes \(xla\), and here they would run in one of 2 lanes/),
  });
});

test('digits and digits with labels end as they end alone', async () => {
  for (const recipe of ['mnist-bce', 'cgan']) {
    const config = (seed: number) =>
      smallTrial({ steps: 10, z_dim: 16, eval_samples: 256, seed, net: 'mlp' }, { recipe });
    const expected = await alone(config(1));
    const [one, other] = [nextTrial(), nextTrial()];
    child.train({ trialId: one, config: config(1), pack: place(1, 2, recipe) });
    child.train({ trialId: other, config: config(2), pack: place(0, 2, recipe) });
    await child.endOf(other);
    await child.endOf(one);
    expect(resultOf(one)).toEqual(expected);
    expect(resultOf(other).stateSha).not.toBe(expected.stateSha);
  }
}, 180_000);

test('where its steps are no steps of the program it trains alone, and says so', async () => {
  const [one, other] = [nextTrial(), nextTrial()];
  child.train({ trialId: one, config: ring({ steps: 40 }), pack: place(0, 3, 'plain') });
  child.train({ trialId: other, config: ring({ steps: 40, loss_scale: 3 }), pack: place(1, 3, 'plain') });
  expect(await child.endOf(one)).toMatchObject({ state: 'completed' });
  expect(await child.endOf(other)).toMatchObject({ state: 'completed' });
  expect(child.of('checkpoint', other).at(-1)!.manifest.execution.lanes).toBeUndefined();
  expect(child.of('log', other).map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^Trains alone beside the other trials/),
  );
});

test('memory stays what it is over many trials that come and go', async () => {
  // Half of it lives; garbage that waits would look as if it stayed.
  const tight = await startTrainingProcess({ heapMb: 128 });
  const visit = async (lane: number, seed: number) => {
    const trialId = nextTrial();
    tight.train({ trialId, config: ring({ steps: 40, seed, eval_samples: 100 }), pack: place(lane, 3, 'plain') });
    await tight.endOf(trialId);
  };
  const visits = async (count: number) => {
    for (let round = 0; round < count; round++) await Promise.all([0, 1, 2].map((lane) => visit(lane, round)));
  };
  try {
    await visits(8);
    const before = await residentKb(tight);
    await visits(12);
    expect((await residentKb(tight)) - before).toBeLessThan(30_000);
  } finally {
    expect(await tight.close()).toBe(0);
  }
}, 180_000);

async function residentKb({ pid }: TrainingProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}
