import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { type FeatureNet, featureNetVersion, loadFeatureNet, survey } from '@seesaw/gan/metrics/featureNet';
import { frechetDistance, gaussianOf } from '@seesaw/gan/metrics/frechet';
import { trainFeatureNet } from '@seesaw/gan/metrics/trainFeatureNet';
import type { RandomSource } from '@seesaw/gan/random/randomSource';
import { decodeSafetensors, encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { writeFileDurably } from '../child/durableFiles.ts';
import type { Note } from './dataShelf.ts';
import { withLock } from './withLock.ts';

/**
 * The small classifier behind image scores: from the cache, or trained once (seconds) while other processes wait for it.
 * Its hash is noted with every trial, because scores of different nets do not compare.
 */
export async function readFeatureNet(input: {
  data: ImageData;
  random: RandomSource;
  cacheDir: string;
  note: Note;
}): Promise<FeatureNet> {
  const { data, random, cacheDir, note } = input;
  const file = join(cacheDir, 'features', `${data.name}-v${featureNetVersion}.safetensors`);
  const bytes = await withLock(`${file}.lock`, async () => {
    const cached = await readIfWhole(file);
    if (cached !== undefined) return cached;
    const start = performance.now();
    const trained = encodeSafetensors(trainFeatureNet(data, random));
    await writeFileDurably(file, trained);
    note(`Trained the feature net of ${data.name} in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    return trained;
  });
  const net = loadFeatureNet(data, decodeSafetensors(bytes, file));
  const sha = createHash('sha256').update(bytes).digest('hex');
  note(
    `Scores of ${data.name} use feature net ${sha.slice(0, 16)} (held-out accuracy ${(100 * net.accuracy).toFixed(2)} %); ` +
      `real training digits against held-out ones score ${realFloor(net, data).toFixed(3)}: no generator can be expected to go below.`,
  );
  return net;
}

/** Fréchet distance of as many training images as are held out: the floor that finite samples leave. */
function realFloor(net: FeatureNet, data: ImageData): number {
  const count = data.heldOut.count;
  const area = data.train.pixels.length / data.train.count;
  const part = {
    count,
    pixels: data.train.pixels.subarray(0, count * area),
    labels: data.train.labels.subarray(0, count),
  };
  return frechetDistance(gaussianOf(survey(net, part).features, net.featureCount), net.heldOut);
}

/** A torn file from another tool or disk is thrown away and made again. */
async function readIfWhole(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(file);
    decodeSafetensors(bytes, file);
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') await rm(file, { force: true });
    return undefined;
  }
}
