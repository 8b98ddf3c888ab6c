import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BlockFromChild, FromChild, ToChild } from '../protocol.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let child: ChildProcess;
const heard: FromChild[] = [];
let notify: () => void = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-child-'));
  child = fork(program, [], {
    execArgv: ['--import', tsx],
    serialization: 'advanced',
    env: { ...process.env, SEESAW_HOME: folder, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (block: BlockFromChild) => {
    heard.push(...block);
    notify();
  });
  await until((message) => message.type === 'ready');
}, 60_000);

afterAll(async () => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  expect(await gone).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

test('a ring trial reports metrics, samples and checkpoints and completes', async () => {
  say(train({ trialId: 1, config: ring({ steps: 30 }) }));
  expect(await endOf(1)).toMatchObject({ type: 'ended', state: 'completed', step: 30 });
  const metrics = of('metrics', 1);
  expect(metrics.map((message) => message.step)).toEqual([10, 20, 30]);
  expect(metrics.at(-1)?.values).toMatchObject({
    'train/d_loss': expect.any(Number),
    'eval/score': expect.any(Number),
    'system/steps_per_s': expect.any(Number),
  });
  expect(of('checkpoint', 1).map((message) => message.step)).toEqual([10, 20, 30]);
  expect(of('sample', 1).map((message) => message.step)).toEqual([0, 15, 30]);
  const last = of('sample', 1).at(-1)!;
  expect(PNG.sync.read(await readFile(last.png))).toMatchObject({ width: 256, height: 256 });
});

test('paused and resumed in another attempt ends with the same stateSha as never interrupted', async () => {
  const config = ring({ steps: 60 });
  say(train({ trialId: 2, config }));
  await endOf(2);
  say(train({ trialId: 3, config }));
  await until((message) => message.type === 'metrics' && message.trialId === 3);
  say({ type: 'stop', trialId: 3, attempt: 1, intent: 'pause' });
  const pause = await endOf(3);
  expect(pause).toMatchObject({ type: 'ended', state: 'paused' });
  const pausedAt = of('checkpoint', 3).at(-1)!;
  expect(pausedAt.step).toBe(pause.step);
  expect(pausedAt.step).toBeLessThan(60);
  say(train({ trialId: 3, attempt: 2, config, resumeFrom: pausedAt.folder ?? '' }));
  expect(await endOf(3, 2)).toMatchObject({ state: 'completed', step: 60, message: 'Completed 60 steps.' });
  expect(of('checkpoint', 3).at(-1)!.manifest.stateSha).toBe(of('checkpoint', 2).at(-1)!.manifest.stateSha);
}, 60_000);

test('a trial that is gone on with runs as its steps before did, whatever its configuration says', async () => {
  const config = ring({ steps: 20 });
  say(train({ trialId: 10, config }));
  await endOf(10);
  const [first, last] = of('checkpoint', 10);
  expect([first!.manifest.execution.mode, last!.manifest.execution.mode]).toEqual(['graph', 'graph']);
  const asked = { ...config, values: { ...config.values, execution: 'eager' } };
  say(train({ trialId: 10, attempt: 2, config: asked, resumeFrom: first!.folder! }));
  await endOf(10, 2);
  const again = of('checkpoint', 10).at(-1)!.manifest;
  expect(again).toMatchObject({ step: 20, execution: { mode: 'graph' }, stateSha: last!.manifest.stateSha });
  expect(of('log', 10).map(({ message }) => message)).toContain(
    'Goes on as graph, as its steps so far ran, though execution is eager.',
  );
});

test('a trial of before points were drawn by TensorFlow is not gone on with on other points', async () => {
  const config = ring({ steps: 20 });
  say(train({ trialId: 11, config }));
  await endOf(11);
  const folder = of('checkpoint', 11)[0]!.folder!;
  const file = join(folder, 'manifest.json');
  const { dataVersion, ...before } = JSON.parse(await readFile(file, 'utf8'));
  expect(dataVersion).toBe(2);
  await writeFile(file, JSON.stringify(before));
  say(train({ trialId: 11, attempt: 2, config, resumeFrom: folder }));
  expect(await endOf(11, 2)).toMatchObject({
    type: 'failed',
    code: 'conflict',
    retryable: false,
    message: expect.stringMatching(/samples of ring .*--from scratch/),
  });
});

test('a verdict that takes two windows and a half is reached over segments that are shorter', async () => {
  // Rates of a millionth: stalled, at step 2.5 · 200 in one piece.
  const config = ring({ steps: 550, lr_d: 1e-6, log_every: 25, eval_every: 100 }, 550);
  const said = () => of('health', 9).map(({ step, health }) => [step, health]);
  let resumeFrom: string | undefined;
  // Ends beside the reports, and while the verdict is on its way.
  for (const [attempt, untilStep] of [
    [1, 210],
    [2, 460],
    [3, 550],
  ] as const) {
    expect(said()).toEqual([]);
    say(train({ trialId: 9, attempt, config, untilStep, ...(resumeFrom !== undefined && { resumeFrom }) }));
    expect(await endOf(9, attempt)).toMatchObject({ step: untilStep });
    resumeFrom = of('checkpoint', 9).at(-1)!.folder!;
  }
  expect(said()).toEqual([[500, 'stalled']]);
  // The trial's row may say something else by now: whoever goes on from there says what holds.
  say(train({ trialId: 9, attempt: 4, config, ...(resumeFrom !== undefined && { resumeFrom }) }));
  await endOf(9, 4);
  expect(said().at(-1)).toEqual([550, 'stalled']);
}, 120_000);

test('a held segment can be cancelled', async () => {
  say(train({ trialId: 4, config: ring({ steps: 100_000 }) }));
  await until((message) => message.type === 'metrics' && message.trialId === 4);
  say({ type: 'hold', trialId: 4, attempt: 1 });
  say({ type: 'stop', trialId: 4, attempt: 1, intent: 'cancel' });
  const checkpoints = of('checkpoint', 4).length;
  expect(await endOf(4)).toMatchObject({ type: 'ended', state: 'cancelled' });
  expect(of('checkpoint', 4).length - checkpoints).toBeLessThanOrEqual(1);
});

test('a game that leaves the numbers ends as diverged at that step and keeps its last good checkpoint', async () => {
  say(train({ trialId: 5, config: ring({ steps: 400, lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 }, 1) }));
  const end = await endOf(5);
  expect(end).toMatchObject({ type: 'ended', state: 'diverged' });
  expect(of('checkpoint', 5).at(-1)!.step).toBeLessThan(end.step!);
  expect(Object.values(of('metrics', 5).at(-1)!.values).some((value) => !Number.isFinite(value))).toBe(true);
  expect(of('health', 5).at(-1)).toMatchObject({ health: 'diverged', step: end.step });
}, 60_000);

test('an unknown data set fails with a typed error, and the process goes on', async () => {
  say(train({ trialId: 6, config: { ...ring({}), dataset: 'mnits' } }));
  expect(await endOf(6)).toMatchObject({ type: 'failed', code: 'data-set', retryable: false });
});

test('digits are trained, evaluated on features learned here, and shown as an 8 × 8 grid with what D asks of G', async () => {
  const config: TrialConfig = {
    ...ring({ steps: 4, z_dim: 16, eval_samples: 256 }),
    recipe: 'mnist-bce',
    dataset: 'mnist-10k',
  };
  say(train({ trialId: 7, config }));
  expect(await endOf(7)).toMatchObject({ type: 'ended', state: 'completed' });
  const values = of('metrics', 7).at(-1)!.values;
  expect(values['eval/frechet']).toBeGreaterThan(0);
  expect(values['eval/score']).toBe(values['eval/frechet']);
  expect(values['eval/classifier_score']).toBeGreaterThanOrEqual(1);
  const provenance = (trialId: number) =>
    of('log', trialId).find(({ message }) => message.startsWith('Scores of mnist-10k'))?.message;
  const said = /feature net [0-9a-f]{16} \(held-out accuracy ([\d.]+) %\).* frechet ([\d.]+), kid/.exec(
    provenance(7) ?? '',
  );
  expect(Number(said?.[1])).toBeGreaterThan(95);
  expect(Number(said?.[2])).toBeLessThan(values['eval/frechet']! / 2);
  // Loaded by now, and still said: scores of a trial mean nothing without it.
  say(train({ trialId: 8, config: { ...config, steps: 1 } }));
  await endOf(8);
  expect(provenance(8)).toBe(provenance(7));
  const sample = of('sample', 7).at(-1)!;
  expect(sample).toMatchObject({ kind: 'images', facts: { count: 64, width: 28, height: 28, columns: 8 } });
  expect(PNG.sync.read(await readFile(sample.png))).toMatchObject({ width: 224, height: 224 });
  const tensors = decodeSafetensors(await readFile(sample.tensors), sample.tensors);
  expect(tensors.feedback).toMatchObject({ shape: [16, 28, 28, 1] });
  expect(Math.max(...tensors.feedback!.data.map(Math.abs))).toBeGreaterThan(0);
}, 180_000);

function ring(values: Record<string, Scalar>, checkpointEvery = 10): TrialConfig {
  const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp')!;
  const defaults = Object.fromEntries(recipe.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const small = { width_d: 16, batch_size: 32, log_every: 10, sample_every: 15, eval_every: 20, eval_samples: 500 };
  const all: Record<string, Scalar> = { ...defaults, ...small, ...values };
  const { steps, seed, ...rest } = all;
  return {
    recipe: recipe.name,
    dataset: 'ring',
    seed: Number(seed),
    steps: Number(steps),
    values: rest,
    checkpoint: { everySteps: checkpointEvery, keep: 2 },
  };
}

function train(wanted: {
  trialId: number;
  attempt?: number;
  config: TrialConfig;
  untilStep?: number;
  resumeFrom?: string;
}): ToChild {
  const trialFolder = join(folder, 'spool', String(wanted.trialId));
  const segment = { attempt: 1, sweepId: 'test', fromStep: 0, untilStep: wanted.config.steps };
  return { type: 'train', ...segment, trialFolder, threads: 1, ...wanted };
}

function say(message: ToChild): void {
  child.send(message);
}

function of<T extends FromChild['type']>(type: T, trialId: number): Extract<FromChild, { type: T }>[] {
  return heard.filter(
    (message): message is Extract<FromChild, { type: T }> =>
      message.type === type && 'trialId' in message && message.trialId === trialId,
  );
}

async function endOf(trialId: number, attempt = 1): Promise<Extract<FromChild, { type: 'ended' | 'failed' }>> {
  const isEnd = (message: FromChild) =>
    (message.type === 'ended' || message.type === 'failed') &&
    message.trialId === trialId &&
    message.attempt === attempt;
  return (await until(isEnd)) as Extract<FromChild, { type: 'ended' | 'failed' }>;
}

function until(holds: (message: FromChild) => boolean): Promise<FromChild> {
  return new Promise((resolve) => {
    const look = () => {
      const found = heard.find(holds);
      if (found !== undefined) resolve(found);
    };
    notify = look;
    look();
  });
}
