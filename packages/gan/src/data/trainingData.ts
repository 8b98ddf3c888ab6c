/** What a training reads from. Images are bytes, item after item, row after row, 0 black … 255 white. */
export type TrainingData = RingData | ImageData;

export interface RingData {
  readonly kind: 'ring';
  readonly name: string;
}

export interface ImageData {
  readonly kind: 'images';
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Labels are below this; 0 where images have none. */
  readonly labelCount: number;
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

/** Selected images as floats in [−1, 1] (byte / 127.5 − 1), flat [indices.length, features]. */
export function imagesAsFloats(split: ImageSplit, indices: Uint32Array): Float32Array {
  const features = split.pixels.length / split.count;
  const floats = new Float32Array(indices.length * features);
  let at = 0;
  for (const index of indices) {
    const start = index * features;
    for (let i = 0; i < features; i++) floats[at++] = split.pixels[start + i]! / 127.5 - 1;
  }
  return floats;
}

/** Their labels. */
export function labelsAt({ labels }: ImageSplit, indices: Uint32Array): Uint8Array {
  return Uint8Array.from(indices, (index) => labels[index]!);
}
