import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { smallTrial, startTrainingProcess, type TrainingProcess } from '../fixtures/trainingProcess.ts';
import { fromWords } from './ledger.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let child: TrainingProcess;

beforeAll(async () => {
  child = await startTrainingProcess();
});

afterAll(async () => {
  expect(await child.close()).toBe(0);
});

test('a ring trial reports metrics, samples and checkpoints and completes', async () => {
  child.train({ trialId: 1, config: smallTrial({ steps: 30 }) });
  expect(await child.endOf(1)).toMatchObject({ type: 'ended', state: 'completed', step: 30 });
  const metrics = child.of('metrics', 1);
  expect(metrics.map((message) => message.step)).toEqual([10, 20, 30]);
  expect(metrics.at(-1)?.values).toMatchObject({
    'train/d_loss': expect.any(Number),
    'eval/score': expect.any(Number),
    'system/steps_per_s': expect.any(Number),
  });
  expect(child.of('checkpoint', 1).map((message) => message.step)).toEqual([10, 20, 30]);
  expect(child.of('sample', 1).map((message) => message.step)).toEqual([0, 15, 30]);
  const last = child.of('sample', 1).at(-1)!;
  expect(PNG.sync.read(await readFile(last.png))).toMatchObject({ width: 256, height: 256 });
});

test('samples are written while it trains on, and told before the next checkpoint and the end', async () => {
  child.train({ trialId: 21, config: smallTrial({ steps: 61, sample_every: 5 }) });
  await child.endOf(21);
  const said = child.saidOf(21).flatMap((message) => ('step' in message && message.step !== null ? [message] : []));
  const told = said.filter(({ type }) => type === 'sample').map(({ step }) => step);
  expect(told).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 61]);
  for (const [place, { type, step }] of said.entries()) {
    if (type !== 'checkpoint' && type !== 'ended') continue;
    const later = said.slice(place).filter((message) => message.type === 'sample');
    expect(later.every((sample) => sample.step > step)).toBe(true);
  }
});

test('its log says where the time went', async () => {
  child.train({ trialId: 22, config: smallTrial({ steps: 30 }) });
  await child.endOf(22);
  const [{ total, ...spent } = { total: 0 }] = child.of('log', 22).flatMap(({ message }) => fromWords(message) ?? []);
  expect(spent).toMatchObject({ steps: expect.any(Number), checkpoints: expect.any(Number) });
  const inParts = Object.values(spent).reduce((sum, part) => sum + part, 0);
  // Each is told in hundredths of a second.
  expect(inParts).toBeGreaterThan(0);
  expect(inParts).toBeLessThanOrEqual(total + 40);
});

test('a checkpoint that cannot be written ends a training soon, not at its end', async () => {
  const folder = join(child.folder, 'spool', '23');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'checkpoints'), 'no folder');
  const steps = 1_000_000;
  child.train({ trialId: 23, config: { ...smallTrial({ steps }), checkpoint: { everySteps: 100, keep: 2 } } });
  expect(await child.endOf(23)).toMatchObject({ type: 'failed', message: expect.stringContaining(folder) });
  expect(child.of('progress', 23).at(-1)!.step).toBeLessThan(steps / 2);
});

test('paused and resumed in another attempt ends with the same stateSha as never interrupted', async () => {
  // Far from its end wherever it is paused. With rates that do not fall, no step depends on how many there are.
  const configOf = (steps: number) => smallTrial({ steps, lr_end: 1 });
  child.train({ trialId: 3, config: configOf(1_000_000) });
  await child.until((message) => message.type === 'metrics' && message.trialId === 3);
  child.say({ type: 'stop', trialId: 3, attempt: 1, intent: 'pause' });
  const pause = await child.endOf(3);
  expect(pause).toMatchObject({ type: 'ended', state: 'paused' });
  const pausedAt = child.of('checkpoint', 3).at(-1)!;
  expect(pausedAt.step).toBe(pause.step);
  const steps = pausedAt.step + 30;
  child.train({ trialId: 3, attempt: 2, config: configOf(steps), resumeFrom: pausedAt.folder ?? '' });
  const message = `Completed ${steps} steps.`;
  expect(await child.endOf(3, 2)).toMatchObject({ state: 'completed', step: steps, message });
  child.train({ trialId: 2, config: configOf(steps) });
  expect(await child.endOf(2)).toMatchObject({ state: 'completed' });
  expect(child.of('checkpoint', 3).at(-1)!.manifest.stateSha).toBe(child.of('checkpoint', 2).at(-1)!.manifest.stateSha);
});

test('a trial that is gone on with runs as its steps before did, whatever its configuration says', async () => {
  const config = smallTrial({ steps: 20 });
  child.train({ trialId: 10, config });
  await child.endOf(10);
  const [first, last] = child.of('checkpoint', 10);
  expect([first!.manifest.execution.mode, last!.manifest.execution.mode]).toEqual(['graph', 'graph']);
  const asked = { ...config, values: { ...config.values, execution: 'eager' } };
  child.train({ trialId: 10, attempt: 2, config: asked, resumeFrom: first!.folder! });
  await child.endOf(10, 2);
  const again = child.of('checkpoint', 10).at(-1)!.manifest;
  expect(again).toMatchObject({ step: 20, execution: { mode: 'graph' }, stateSha: last!.manifest.stateSha });
  expect(child.of('log', 10).map(({ message }) => message)).toContain(
    'Goes on as graph, as its steps so far ran, though execution is eager.',
  );
});

test('a trial of before points were drawn by TensorFlow is not gone on with on other points', async () => {
  const config = smallTrial({ steps: 20 });
  child.train({ trialId: 11, config });
  await child.endOf(11);
  const folder = child.of('checkpoint', 11)[0]!.folder!;
  const file = join(folder, 'manifest.json');
  const { dataVersion, ...before } = JSON.parse(await readFile(file, 'utf8'));
  expect(dataVersion).toBe(2);
  await writeFile(file, JSON.stringify(before));
  child.train({ trialId: 11, attempt: 2, config, resumeFrom: folder });
  expect(await child.endOf(11, 2)).toMatchObject({
    type: 'failed',
    code: 'conflict',
    retryable: false,
    message: expect.stringMatching(/samples of ring .*--from scratch/),
  });
});

test('a verdict that takes two windows and a half is reached over segments that are shorter', async () => {
  // Rates of a millionth: stalled, at step 2.5 · 200 in one piece.
  const config = smallTrial({ steps: 550, lr_d: 1e-6, log_every: 25, eval_every: 100 }, { checkpointEvery: 550 });
  const said = () => child.of('health', 9).map(({ step, health }) => [step, health]);
  let resumeFrom: string | undefined;
  // Ends beside the reports, and while the verdict is on its way.
  for (const [attempt, untilStep] of [
    [1, 210],
    [2, 460],
    [3, 550],
  ] as const) {
    expect(said()).toEqual([]);
    child.train({ trialId: 9, attempt, config, untilStep, ...(resumeFrom !== undefined && { resumeFrom }) });
    expect(await child.endOf(9, attempt)).toMatchObject({ step: untilStep });
    resumeFrom = child.of('checkpoint', 9).at(-1)!.folder!;
  }
  // At the end once more, by what is known then.
  expect(said()).toEqual([
    [500, 'stalled'],
    [550, 'stalled'],
  ]);
  // Also beside the reports its ends tell all that is measured.
  const [ofReport, ...ofEnds] = [500, 210, 460].map((step) => child.of('metrics', 9).find((row) => row.step === step)!);
  for (const { values } of ofEnds) expect(Object.keys(values).sort()).toEqual(Object.keys(ofReport!.values).sort());
  // The trial's row may say something else by now: whoever goes on from there says what holds.
  child.train({ trialId: 9, attempt: 4, config, ...(resumeFrom !== undefined && { resumeFrom }) });
  await child.endOf(9, 4);
  expect(said().at(-1)).toEqual([550, 'stalled']);
}, 120_000);

test('a held segment takes no step, and can be cancelled', async () => {
  const [before, held] = [24, 4];
  const config = smallTrial({ steps: 1_000_000, log_every: 1 });
  child.train({ trialId: before, config });
  // Its turn comes when the other one is gone: it is on hold by then, however slowly these words follow each other.
  child.train({ trialId: held, config });
  child.say({ type: 'hold', trialId: held, attempt: 1 });
  child.say({ type: 'stop', trialId: before, attempt: 1, intent: 'cancel' });
  // The last thing that is said before the first step.
  await child.until((message) => message.type === 'log' && message.trialId === held && message.step === 0);
  child.say({ type: 'stop', trialId: held, attempt: 1, intent: 'cancel' });
  expect(await child.endOf(held)).toMatchObject({ type: 'ended', state: 'cancelled', step: 0 });
  expect(child.of('metrics', held)).toEqual([]);
  expect(child.of('checkpoint', held)).toEqual([]);
});

test('a game that leaves the numbers ends as diverged at that step and keeps its last good checkpoint', async () => {
  child.train({
    trialId: 5,
    config: smallTrial({ steps: 400, lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 }, { checkpointEvery: 1 }),
  });
  const end = await child.endOf(5);
  expect(end).toMatchObject({ type: 'ended', state: 'diverged' });
  expect(child.of('checkpoint', 5).at(-1)!.step).toBeLessThan(end.step!);
  const { step, values } = child.of('metrics', 5).at(-1)!;
  expect(step).toBe(end.step);
  // What was measured at that step, though no report is due there.
  expect(Object.keys(values)).toEqual(expect.arrayContaining(['train/d_loss', 'balance/grad_norm_g']));
  expect(child.of('health', 5)).toMatchObject([{ health: 'diverged', step: end.step }]);
}, 60_000);

test('an unknown data set fails with a typed error, and the process goes on', async () => {
  child.train({ trialId: 6, config: { ...smallTrial({}), dataset: 'mnits' } });
  expect(await child.endOf(6)).toMatchObject({ type: 'failed', code: 'data-set', retryable: false });
});

test('digits are trained, evaluated on features learned here, and shown as an 8 × 8 grid with what D asks of G', async () => {
  const config: TrialConfig = {
    ...smallTrial({ steps: 4, z_dim: 16, eval_samples: 256 }),
    recipe: 'mnist-bce',
    dataset: 'mnist-10k',
  };
  child.train({ trialId: 7, config });
  expect(await child.endOf(7)).toMatchObject({ type: 'ended', state: 'completed' });
  const values = child.of('metrics', 7).at(-1)!.values;
  expect(values['eval/frechet']).toBeGreaterThan(0);
  expect(values['eval/score']).toBe(values['eval/frechet']);
  expect(values['eval/classifier_score']).toBeGreaterThanOrEqual(1);
  const provenance = (trialId: number) =>
    child.of('log', trialId).find(({ message }) => message.startsWith('Scores of mnist-10k'))?.message;
  const said = /feature net [0-9a-f]{16} \(held-out accuracy ([\d.]+) %\).* frechet ([\d.]+), kid/.exec(
    provenance(7) ?? '',
  );
  expect(Number(said?.[1])).toBeGreaterThan(95);
  expect(Number(said?.[2])).toBeLessThan(values['eval/frechet']! / 2);
  // Loaded by now, and still said: scores of a trial mean nothing without it.
  child.train({ trialId: 8, config: { ...config, steps: 1 } });
  await child.endOf(8);
  expect(provenance(8)).toBe(provenance(7));
  const sample = child.of('sample', 7).at(-1)!;
  expect(sample).toMatchObject({ kind: 'images', facts: { count: 64, width: 28, height: 28, columns: 8 } });
  expect(PNG.sync.read(await readFile(sample.png))).toMatchObject({ width: 224, height: 224 });
  const tensors = decodeSafetensors(await readFile(sample.tensors), sample.tensors);
  expect(tensors.feedback).toMatchObject({ shape: [16, 28, 28, 1] });
  expect(Math.max(...tensors.feedback!.data.map(Math.abs))).toBeGreaterThan(0);
}, 180_000);
