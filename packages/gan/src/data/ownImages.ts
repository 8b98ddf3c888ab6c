import { CounterStream } from '../random/counterStream.ts';
import { dataFault } from './dataFault.ts';
import type { ImageData, ImageSplit } from './trainingData.ts';

const mostHeldOut = 10_000;
/** Metrics of held-out images look at five neighbours of each. */
const fewestHeldOut = 6;
const heldOutOf = 5;
/** A set of fewer is refused. */
export const fewestImages = heldOutOf * fewestHeldOut;
/** The same for every trial, so that scores compare. */
const seed = 5;

/** Images as they were read: bytes and labels as in `ImageSplit`, in the order of their names. */
export interface OwnImages extends ImageSplit {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

export interface OwnSet {
  readonly name: string;
  /** The folder, named in errors. */
  readonly from: string;
  readonly images: OwnImages;
  /** Of the same size as `images`, which then all are trained on. */
  readonly heldOut?: ImageSplit | undefined;
}

/**
 * A data set of a person's own. Without a held-out part of its own, a fifth of the images is held out (10,000 at most), drawn
 * by a function of their number alone.
 *
 * @throws SeesawError `data-set` where there is nothing to learn
 */
export function ownImages({ name, from, images: all, heldOut }: OwnSet): ImageData {
  const { width, height, channels } = all;
  if (all.count < fewestImages) {
    const hint = `Add images: at least ${fewestImages} are needed, as a fifth of them is held out.`;
    throw dataFault(from, `has ${all.count} ${all.count === 1 ? 'image' : 'images'}`, hint);
  }
  if (isConstant(all)) {
    throw dataFault(
      from,
      'holds nothing but images of one colour each',
      'Nothing can be learned from it: check how they were made.',
    );
  }
  if (isRepeated(all)) {
    throw dataFault(from, `holds ${all.count} times the same image`, 'Nothing can be learned from it: add others.');
  }
  if (heldOut !== undefined && heldOut.count < fewestHeldOut) {
    throw dataFault(from, `has ${heldOut.count} held-out images`, `Add some: at least ${fewestHeldOut} are needed.`);
  }
  const splits = heldOut === undefined ? splitOff(all) : { train: all, heldOut };
  const labelCount = [splits.train, splits.heldOut].reduce(
    (most, { labels }) => labels.reduce((a, b) => Math.max(a, b + 1), most),
    0,
  );
  const set = { kind: 'images', name, width, height, channels } as const;
  if (labelCount !== 1) return { ...set, labelCount, ...splits };
  // One folder in the folder, say: a label that all images have tells nothing.
  return { ...set, labelCount: 0, train: unlabelled(splits.train), heldOut: unlabelled(splits.heldOut) };
}

/** Of a set without a held-out part of its own. */
export function heldOutCount(images: number): number {
  return Math.min(mostHeldOut, Math.floor(images / heldOutOf));
}

function unlabelled(split: ImageSplit): ImageSplit {
  return { ...split, labels: new Uint8Array() };
}

function splitOff(all: OwnImages): Pick<ImageData, 'train' | 'heldOut'> {
  const order = Array.from({ length: all.count }, (_, i) => i);
  const stream = new CounterStream({ seed, purpose: 'own-held-out', step: 0 });
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const held = heldOutCount(all.count);
  return { heldOut: chosen(all, order.slice(0, held)), train: chosen(all, order.slice(held)) };
}

function chosen({ count, pixels, labels }: ImageSplit, indices: readonly number[]): ImageSplit {
  const area = pixels.length / count;
  const sorted = [...indices].sort((a, b) => a - b);
  const part = new Uint8Array(sorted.length * area);
  for (const [to, from] of sorted.entries()) part.set(pixels.subarray(from * area, (from + 1) * area), to * area);
  const kept = labels.length === 0 ? labels : Uint8Array.from(sorted, (i) => labels[i]!);
  return { count: sorted.length, pixels: part, labels: kept };
}

/** Every image is of one colour. */
function isConstant({ count, pixels, channels }: OwnImages): boolean {
  const area = pixels.length / count;
  for (let start = 0; start < pixels.length; start += area) {
    for (let i = channels; i < area; i++) if (pixels[start + i] !== pixels[start + i - channels]) return false;
  }
  return true;
}

function isRepeated({ count, pixels }: OwnImages): boolean {
  const area = pixels.length / count;
  for (let i = area; i < pixels.length; i++) if (pixels[i] !== pixels[i - area]) return false;
  return true;
}
