import { SeesawError } from '@seesaw/shared/errors';
import type { ImageData, ImageSplit } from './trainingData.ts';

/** The same images in the middle of `size` × `size` pixels, black around them; an odd pixel is added to the right and below. */
export function padded(data: ImageData, size: number): ImageData {
  const { width, height, channels } = data;
  if (size < width || size < height) {
    const hint = `Use image_size ${Math.max(width, height)} or more, or leave it out.`;
    throw new SeesawError(
      'invalid-sweep',
      `image_size is ${size}, but the images of dataset ${data.name} have ${width} × ${height} pixels. ${hint}`,
      { facts: { hint } },
    );
  }
  const left = Math.floor((size - width) / 2);
  const top = Math.floor((size - height) / 2);
  const widen = ({ count, pixels, labels }: ImageSplit): ImageSplit => {
    const wide = new Uint8Array(count * size * size * channels);
    const row = width * channels;
    for (let i = 0; i < count; i++) {
      for (let y = 0; y < height; y++) {
        const from = (i * height + y) * row;
        wide.set(pixels.subarray(from, from + row), ((i * size + top + y) * size + left) * channels);
      }
    }
    return { count, pixels: wide, labels };
  };
  return {
    ...data,
    name: `${data.name}-${size}px`,
    width: size,
    height: size,
    ...(data.stackOf && { stackOf: padded(data.stackOf, size) }),
    train: widen(data.train),
    heldOut: widen(data.heldOut),
  };
}
