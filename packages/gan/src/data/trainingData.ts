/** What a training reads from. Images are bytes, item after item, row after row, 0 black … 255 white. */
export type TrainingData = PointData | ImageData;

/** Equal round Gaussians in the plane, drawn while training without end. */
export interface PointData {
  readonly kind: 'points';
  readonly name: string;
  /** One for each mode; further apart than six σ, so that a point lies within 3σ of one at most. */
  readonly centres: readonly (readonly [number, number])[];
  /** Standard deviation on both axes. */
  readonly sigma: number;
  /** Pictures show [−bound, bound] on both axes. */
  readonly bound: number;
}

export interface ImageData {
  readonly kind: 'images';
  /** Equal names, equal pixels; only what lies in a folder of one's own may change under its name. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Labels are below this; 0 where images have none. */
  readonly labelCount: number;
  /** Each channel is an image of this set: features are taken channel by channel, by the net of the other set. */
  readonly stackOf?: ImageData;
  readonly train: ImageSplit;
  readonly heldOut: ImageSplit;
}

export interface ImageSplit {
  readonly count: number;
  /** count × height × width × channels. */
  readonly pixels: Uint8Array;
  /** One for each image; empty where images have none. */
  readonly labels: Uint8Array;
}

/** Of each byte. */
const brightness = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/** Selected images as floats in [−1, 1] (byte / 127.5 − 1), flat [indices.length, features]. */
export function imagesAsFloats({ pixels, count }: ImageSplit, indices: Uint32Array): Float32Array {
  const features = pixels.length / count;
  const floats = new Float32Array(indices.length * features);
  let at = 0;
  for (const index of indices) {
    const end = (index + 1) * features;
    for (let pixel = index * features; pixel < end; pixel += 1, at += 1) floats[at] = brightness[pixels[pixel]!]!;
  }
  return floats;
}

/** Their labels. */
export function labelsAt({ labels }: ImageSplit, indices: Uint32Array): Uint8Array {
  return Uint8Array.from(indices, (index) => labels[index]!);
}
