import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { drawPoints } from '@seesaw/gan/pictures/drawPoints';
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

test('a picture has the pixels that were drawn, in colours and in grey', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-sample-files-'));
  const tensor = (shape: number[], value: (index: number) => number): PlainTensor => ({
    ...{
      dtype: 'float32',
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i)),
    },
  });
  const tensors = {
    bounds: tensor([4], (i) => (i % 2 === 0 ? -2 : 2)),
    centres: tensor([2, 2], (i) => i / 4),
    points: tensor([50, 2], Math.sin),
    surface: tensor([8, 8], Math.cos),
  };
  const plane = await writeSample(folder, 0, { kind: 'points', tensors });
  expect([...PNG.sync.read(await readFile(plane.png)).data]).toEqual([...drawPoints(tensors).picture.rgba]);
  const pixels = Uint8Array.of(0, 50, 100, 150, 200, 250, 1, 2);
  const sheet = await writeSample(folder, 1, { ...sample, pixels });
  const opaque = (grey: number) => [grey, grey, grey, 255];
  expect([...PNG.sync.read(await readFile(sheet.png)).data]).toEqual([...pixels].flatMap(opaque));
  await rm(folder, { recursive: true });
});
