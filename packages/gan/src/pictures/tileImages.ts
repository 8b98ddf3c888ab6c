import type { Picture } from './picture.ts';

export interface Tiles {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly count: number;
  /** count tiles of height × width × channels, 0–255. */
  readonly pixels: Uint8Array;
  /** Tiles in a row; as many as rows where absent. */
  readonly columns?: number;
}

/** Tiles side by side without gaps, row by row. Viewers cut it at multiples of the tile size. */
export function tileImages(tiles: Tiles): { picture: Picture; columns: number } {
  const { width, height, channels, count, pixels, columns = Math.ceil(Math.sqrt(count)) } = tiles;
  const rows = Math.ceil(count / columns);
  const sheet = { width: columns * width, height: rows * height };
  const rgba = new Uint8ClampedArray(sheet.width * sheet.height * 4);
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % columns) * width;
    const top = Math.floor(tile / columns) * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((tile * height + y) * width + x) * channels;
        const to = ((top + y) * sheet.width + left + x) * 4;
        for (let c = 0; c < 3; c++) rgba[to + c] = pixels[from + Math.min(c, channels - 1)]!;
        rgba[to + 3] = 255;
      }
    }
  }
  return { picture: { ...sheet, rgba }, columns };
}

/** Generated values in [−1, 1] as bytes, −1 black; what lies outside is cut. */
export function toPixels(values: Float32Array): Uint8Array {
  // A loop: `Uint8Array.from` takes ten times as long.
  const pixels = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    pixels[i] = Math.max(0, Math.min(255, Math.round((values[i]! + 1) * 127.5)));
  }
  return pixels;
}
