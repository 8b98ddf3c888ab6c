import { plainPng } from './plainPng.ts';

/** count images of height × width × channels, one after the other. */
export interface Tiles {
  readonly pixels: Uint8Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** PNG (8 bit) of images in a square grid, row by row; what is left of the last row is black. */
export function tiledPng({ pixels, count, width, height, channels }: Tiles): Buffer {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const row = width * channels;
  const data = Buffer.alloc(columns * row * rows * height);
  for (let tile = 0; tile < count; tile += 1) {
    const left = (tile % columns) * row;
    const top = Math.floor(tile / columns) * height;
    for (let y = 0; y < height; y += 1) {
      const from = (tile * height + y) * row;
      data.set(pixels.subarray(from, from + row), (top + y) * columns * row + left);
    }
  }
  return plainPng({ width: columns * width, height: rows * height, channels, pixels: data });
}
