import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ring } from '@seesaw/gan/data/ring';
import { sampleShapeOf } from '@seesaw/gan/data/sampleShape';
import { decodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import { pythonSafetensors } from '@seesaw/local/testing/pythonSafetensors';
import type { HealthHistory } from '@seesaw/shared/health';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ringConfig } from '../fixtures/ringConfig.ts';
import { type ManifestFacts, readCheckpoint, writeCheckpoint } from './checkpointFiles.ts';

const state: PlainTensors = {
  'd.adam.updates': { dtype: 'int32', shape: [1], data: Int32Array.of(-7) },
  'd.dense0.bias': { dtype: 'float32', shape: [2], data: Float32Array.of(0, -0) },
  'g.dense0.kernel': {
    dtype: 'float32',
    shape: [2, 3],
    data: Float32Array.of(1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e-42, -3.25, 16777217),
  },
  step: { dtype: 'int32', shape: [1], data: Int32Array.of(2147483647) },
};

const sample = sampleShapeOf(ring);

const facts: ManifestFacts = {
  trialId: 1,
  attempt: 1,
  step: 10,
  config: ringConfig(20, 10),
  sample,
  execution: { mode: 'eager', device: 'cpu', threads: 1, library: 'test' },
  codeVersion: 'test',
};

let root: string;
let python: Awaited<ReturnType<typeof pythonSafetensors>>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'seesaw-checkpoint-'));
  python = await pythonSafetensors();
});

afterAll(() => rm(root, { recursive: true, force: true }));

test('the real Python package reads a checkpoint: names, types, shapes and every bit', async () => {
  const folder = await checkpoint();
  const read = JSON.parse(
    await python(
      `
import hashlib, json, sys
from safetensors import deserialize
tensors = deserialize(open(sys.argv[1], 'rb').read())
print(json.dumps({name: [t['dtype'], t['shape'], hashlib.sha256(bytes(t['data'])).hexdigest()] for name, t in tensors}))`,
      join(folder, 'state.safetensors'),
    ),
  );
  expect(read).toEqual(
    Object.fromEntries(
      Object.entries(state).map(([name, { dtype, shape, data }]) => [
        name,
        [dtype === 'float32' ? 'F32' : 'I32', shape, sha(data)],
      ]),
    ),
  );
});

test('what the real Python package writes is read here with every bit', async () => {
  const folder = await checkpoint();
  const again = join(root, 'again.safetensors');
  await python(
    `
import sys
from safetensors import deserialize, serialize_file
kinds = {'F32': 'float32', 'I32': 'int32'}
tensors = deserialize(open(sys.argv[1], 'rb').read())
serialize_file({name: {'dtype': kinds[t['dtype']], 'shape': t['shape'], 'data': bytes(t['data'])} for name, t in tensors}, sys.argv[2], {'made': 'elsewhere'})`,
    join(folder, 'state.safetensors'),
    again,
  );
  const read = decodeSafetensors(await readFile(again), again);
  expect(Object.keys(read).sort()).toEqual(Object.keys(state).sort());
  for (const [name, { dtype, shape, data }] of Object.entries(state)) {
    expect(read[name]).toMatchObject({ dtype, shape });
    expect(sha(read[name]!.data)).toBe(sha(data));
  }
});

test('the manifest holds what is needed to go on and to know when one cannot', async () => {
  const folder = await checkpoint();
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const bytes = await readFile(join(folder, 'state.safetensors'));
  expect(manifest).toMatchObject({
    schemaVersion: 1,
    step: 10,
    config: { ...ringConfig(20, 10) },
    codeVersion: 'test',
    stateSha: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    sample,
    execution: { mode: 'eager', device: 'cpu' },
  });
});

test('what verdicts remember is in the file of the manifest, not in what is reported of it', async () => {
  const health: HealthHistory = {
    step: 10,
    verdict: { health: 'ok', evidence: 'All is well.', advice: '' },
    rows: { steps: [5, 10], values: { 'eval/score': [null, 0.5] } },
  };
  const { folder, manifest } = await writeCheckpoint(await mkdtemp(join(root, 'trial-')), state, { ...facts, health });
  expect(await readCheckpoint(folder)).toMatchObject({ health });
  expect(manifest).not.toHaveProperty('health');
  expect(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))).toEqual({ ...manifest, health });
  expect(await readCheckpoint(await checkpoint())).not.toHaveProperty('health');
});

test('what the steps saw is told of those that there were: in a manifest that does not say it, the first version', async () => {
  const trial = await mkdtemp(join(root, 'trial-'));
  const versionOf = async (more: Partial<ManifestFacts>) =>
    (await readCheckpoint((await writeCheckpoint(trial, state, { ...facts, ...more })).folder)).dataVersion;
  expect(await versionOf({ step: 20, dataVersion: 2 })).toBe(2);
  expect(await versionOf({ step: 30 })).toBe(1);
  expect(await versionOf({ step: 0 })).toBeUndefined();
});

test('a checkpoint of another schema version is refused with both versions named', async () => {
  const folder = await checkpoint();
  const file = join(folder, 'manifest.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), schemaVersion: 2 }));
  await expect(readCheckpoint(folder)).rejects.toMatchObject({
    code: 'checkpoint-corrupt',
    message: expect.stringMatching(/schema version 2.*reads version 1/),
  });
});

async function checkpoint(): Promise<string> {
  const trial = await mkdtemp(join(root, 'trial-'));
  return (await writeCheckpoint(trial, state, facts)).folder;
}

function sha(data: Float32Array | Int32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');
}
