import { PNG } from 'pngjs';

export interface Tiles {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly count: number;
  /** count tiles of height × width × channels, 0–255. */
  readonly pixels: Uint8Array;
}

/** Tiles side by side without gaps, row by row in a square grid, as PNG bytes. Viewers cut it at multiples of the tile size. */
export function tileImages({ width, height, channels, count, pixels }: Tiles): { png: Uint8Array; columns: number } {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const png = new PNG({ width: columns * width, height: rows * height, colorType: channels === 1 ? 0 : 2 });
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % columns) * width;
    const top = Math.floor(tile / columns) * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((tile * height + y) * width + x) * channels;
        const to = ((top + y) * png.width + left + x) * 4;
        for (let c = 0; c < 3; c++) png.data[to + c] = pixels[from + Math.min(c, channels - 1)]!;
        png.data[to + 3] = 255;
      }
    }
  }
  return { png: PNG.sync.write(png, { colorType: channels === 1 ? 0 : 2 }), columns };
}
