import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import { pythonSafetensors } from '@seesaw/local/testing/pythonSafetensors';
import { sampleTensorsSchema } from '@seesaw/shared/api';
import { parseManifest } from '@seesaw/shared/checkpointManifest';
import type { SampleRow, TrialRow } from '@seesaw/shared/records';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { seesawHere } from '../system/seesawHere.ts';

let folder = '';
let trials: readonly TrialRow[];
let samples: readonly SampleRow[];

/** Two trials whose players hardly move: what differs between their samples is the latent vectors, if anything. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-samples-'));
  const extra = '  lr_d: {values: [1.0e-6, 2.0e-6]}\n';
  const yaml = ringSweep({ name: 'looked-at', steps: 40, everySteps: 20, concurrency: 2, extra });
  const { id } = await api.createSweep(yaml.replace('sample_every: {value: 200}', 'sample_every: {value: 20}'));
  await sweepIs(id, ['completed']);
  trials = (await api.trials(id)).toSorted((a, b) => a.number - b.number);
  samples = await api.samples(id);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('samples are listed by trial and step, and their numbers have the promised shapes', async () => {
  expect(samples.map(({ trialNumber, step }) => [trialNumber, step])).toEqual(
    [1, 2].flatMap((number) => [0, 20, 40].map((step) => [number, step])),
  );
  const between = await fetch(address(`/samples?trialIds=${trials[0]!.id}&fromStep=1&toStep=20`));
  expect(((await between.json()) as { items: SampleRow[] }).items.map(({ step }) => step)).toEqual([20]);
  for (const sample of samples) {
    const { points, surface, bounds } = await tensorsOf(sample);
    expect([points!.shape, surface!.shape, bounds!.shape]).toEqual([[2000, 2], [64, 64], [4]]);
    expect([...points!.data, ...surface!.data].every(Number.isFinite)).toBe(true);
  }
});

test('samples come from the same latent vectors at all steps and in all trials', async () => {
  const drawn = await Promise.all(samples.map(async (sample) => (await tensorsOf(sample)).points!.data));
  const [first] = drawn;
  const farthest = (other: Float32Array | Int32Array) => Math.max(...first!.map((x, i) => Math.abs(x - other[i]!)));
  expect(Math.max(...drawn.map(farthest))).toBeLessThan(0.02);
  // Other latent vectors would give other points.
  expect(farthest(first!.toReversed())).toBeGreaterThan(0.2);
});

test('pictures are kept with what D asks of G, and the newest checkpoint draws others of the same kind', async () => {
  const yaml = `name: digits-looked-at
recipe: mnist-bce
dataset: mnist-10k
method: grid
metric: {name: eval/score, goal: minimize}
checkpoint: {every_steps: 2, keep: 5}
parameters:
  seed: {values: [1]}
  steps: {value: 4}
  width_d: {value: 16}
  sample_every: {value: 2}
  eval_samples: {value: 256}
`;
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const kept = await api.samples(id);
  expect(kept.map(({ step }) => step)).toEqual([0, 2, 4]);
  for (const sample of kept) {
    const { images, feedback } = await tensorsOf(sample);
    expect([images!.shape, feedback!.shape]).toEqual([
      [64, 28, 28, 1],
      [16, 28, 28, 1],
    ]);
    expect(images!.data.every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(feedback!.data.every(Number.isFinite)).toBe(true);
    expect(feedback!.data.some((value) => value !== 0)).toBe(true);
  }
  const [picture, tensors] = [join(folder, 'new.png'), join(folder, 'new.safetensors')];
  const words = ['--n', '10', '--step', '3', '--out', picture, '--out', tensors];
  const drawn = await seesawHere('sample', `${id}/1`, ...words);
  expect(drawn).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('10 images from step 2 (the last one up to step 3)'),
  });
  expect(PNG.sync.read(await readFile(picture))).toMatchObject({ width: 4 * 28, height: 3 * 28 });
  const { images } = decodeSafetensors(await readFile(tensors), tensors);
  expect(images!.shape).toEqual([10, 28, 28, 1]);
  expect(new Set(images!.data).size).toBeGreaterThan(1000);
});

test('the JSON form of a sample holds the same numbers, bit for bit', async () => {
  const sample = samples.at(-1)!;
  const json = sampleTensorsSchema.parse(
    await (await fetch(address(`/samples/${sample.id}/tensors.json?only=points,bounds`))).json(),
  );
  const { points, bounds } = await tensorsOf(sample);
  expect(json).toMatchObject({ step: 40, kind: 'points' });
  expect(Object.keys(json.tensors).sort()).toEqual(['bounds', 'points']);
  expect(Float32Array.from(json.tensors.points!.data as number[])).toEqual(points!.data);
  expect(Float32Array.from(json.tensors.bounds!.data as number[])).toEqual(bounds!.data);
});

test('a checkpoint is downloaded with its manifest, and the real Python package reads every tensor of it', async () => {
  const [newest] = await api.checkpoints(trials[0]!.id);
  const manifest = parseManifest(
    await (await fetch(address(`/checkpoints/${newest!.id}/manifest.json`))).text(),
    'manifest.json',
  );
  const bytes = await bytesOf(`/checkpoints/${newest!.id}/state.safetensors`);
  expect(manifest).toMatchObject({
    schemaVersion: 1,
    step: 40,
    config: trials[0]!.config,
    sample: { kind: 'points', sigma: 0.01, bound: 2 },
    codeVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
    stateSha: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  });
  expect(trials[0]!.stateSha).toBe(manifest.stateSha);

  const file = join(folder, 'state.safetensors');
  await writeFile(file, bytes);
  const python = await pythonSafetensors();
  const read = JSON.parse(
    await python(
      `
import hashlib, json, sys
from safetensors import deserialize
tensors = deserialize(open(sys.argv[1], 'rb').read())
print(json.dumps({name: [t['dtype'], t['shape'], hashlib.sha256(bytes(t['data'])).hexdigest()] for name, t in tensors}))`,
      file,
    ),
  );
  const ours = Object.entries(decodeSafetensors(bytes, file)).map(([name, { dtype, shape, data }]) => {
    const sha = createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex');
    return [name, [dtype === 'float32' ? 'F32' : 'I32', shape, sha]];
  });
  expect(ours.length).toBeGreaterThan(10);
  expect(read).toEqual(Object.fromEntries(ours));
});

async function tensorsOf(sample: SampleRow): Promise<PlainTensors> {
  return decodeSafetensors(await bytesOf(`/samples/${sample.id}/tensors.safetensors`), `sample ${sample.id}`);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await fetch(address(path));
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

function address(path: string): string {
  return `${inject('endpoints').apiUrl}/api/v1${path}`;
}
