import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { decodeSafetensors, type PlainTensor } from '@seesaw/gan/state/safetensors';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { writeSample } from './sampleFiles.ts';

const images: PlainTensor = { dtype: 'float32', shape: [4, 1, 2, 1], data: new Float32Array(8) };
const sample: SampleSet = {
  ...{ kind: 'images', width: 2, height: 1, channels: 1, count: 4, pixels: new Uint8Array(8), tensors: { images } },
};

test('a sample says how many real pictures it keeps, which are among its tensors and not on its sheet', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-sample-files-'));
  const real: PlainTensor = { dtype: 'float32', shape: [3, 1, 2, 1], data: Float32Array.of(1, -1, 1, -1, 1, -1) };
  const first = await writeSample(folder, 0, { ...sample, tensors: { images, real } });
  const later = await writeSample(folder, 5, sample);
  expect([first.facts.real, later.facts.real]).toEqual([3, undefined]);
  expect(decodeSafetensors(await readFile(first.tensors), first.tensors).real).toEqual(real);
  expect(await readFile(first.png)).toEqual(await readFile(later.png));
  expect(PNG.sync.read(await readFile(first.png))).toMatchObject({ width: 4, height: 2 });
  await rm(folder, { recursive: true });
});
