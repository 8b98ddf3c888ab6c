import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { type FeatureNet, featureNetVersion, imagesOfNet, loadFeatureNet } from '@seesaw/gan/metrics/featureNet';
import { realFloor } from '@seesaw/gan/metrics/realFloor';
import { trainFeatureNet } from '@seesaw/gan/metrics/trainFeatureNet';
import type { RandomSource } from '@seesaw/gan/random/randomSource';
import { decodeSafetensors, encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { partsOfDataset } from '@seesaw/shared/datasetName';
import { writeFileDurably } from '../child/durableFiles.ts';
import type { Note } from './dataShelf.ts';
import { withLock } from './withLock.ts';

export interface KnownFeatureNet {
  readonly net: FeatureNet;
  /** Its name and hash, and what real data score on it: to be noted with every trial, because scores of different nets do not compare. */
  readonly provenance: string;
}

/**
 * The small net behind image scores, a classifier or, without labels, an autoencoder: from the cache, or trained once
 * (seconds) while other processes wait for it.
 */
export async function readFeatureNet(input: {
  data: ImageData;
  random: RandomSource;
  cacheDir: string;
  note: Note;
}): Promise<KnownFeatureNet> {
  const { data, random, cacheDir, note } = input;
  const learned = imagesOfNet(data);
  const file = join(cacheDir, 'features', `${cacheName(learned)}-v${featureNetVersion}.safetensors`);
  const bytes = await withLock(`${file}.lock`, async () => {
    const cached = await readIfWhole(file);
    if (cached !== undefined) return cached;
    const start = performance.now();
    const trained = encodeSafetensors(trainFeatureNet(learned, random));
    await writeFileDurably(file, trained);
    note(`Trained the feature net of ${learned.name} in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    return trained;
  });
  const net = loadFeatureNet(data, decodeSafetensors(bytes, file));
  const sha = createHash('sha256').update(bytes).digest('hex');
  const provenance =
    `Scores of ${data.name} use feature net ${sha.slice(0, 16)} (${fitOf(net)}). ` +
    `Real training images against held-out ones have ${floorOf(net, data)}: no generator can be expected to do better.`;
  return { net, provenance };
}

/** What a net is kept under: pixels of a folder may change under its name. */
function cacheName({ name, train, heldOut }: ImageData): string {
  const { name: set, folder } = partsOfDataset(name);
  if (folder === undefined) return set;
  const hash = createHash('sha256');
  for (const { pixels, labels } of [train, heldOut]) hash.update(pixels).update(labels);
  return `${set}-${hash.digest('hex').slice(0, 16)}`;
}

function fitOf({ labelCount, planes, heldOutFit }: FeatureNet): string {
  if (labelCount === 0) return `an autoencoder, as the images have no labels; held-out error ${heldOutFit.toFixed(3)}`;
  const apart = planes === 1 ? '' : ', channel by channel';
  return `held-out accuracy ${(100 * heldOutFit).toFixed(2)} %${apart}`;
}

/** The floor as a person reads it, metric by metric. */
function floorOf(net: FeatureNet, data: ImageData): string {
  return Object.entries(realFloor(net, data))
    .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
    .join(', ');
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
