/** A line in pixels of the picture; NaN in `y` is a gap. */
export interface PixelLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of the band around it, where it has one: upper edge above lower edge, so `high` is the smaller number. */
  readonly low?: Float64Array | undefined;
  readonly high?: Float64Array | undefined;
  readonly rgb: readonly [number, number, number];
}

/**
 * Many lines into the pixels of a picture, RGBA. A browser strokes a thousand lines of a thousand points in most of a second; this
 * needs a tenth of it: column by column the stretch that a line covers, without smoothed edges, which nobody sees among so many.
 * @param opacity of a line in (0, 1]; bands get a fifth of it
 */
export function rasterLines(
  picture: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  lines: readonly PixelLine[],
  opacity: number,
): void {
  for (const line of lines) {
    if (line.low !== undefined && line.high !== undefined) {
      bands(picture, line.x, line.low, line.high, line.rgb, opacity / 5);
    }
    strokes(picture, line.x, line.y, line.rgb, opacity);
  }
}

type Picture = Parameters<typeof rasterLines>[0];

function strokes(picture: Picture, x: Float64Array, y: Float64Array, rgb: PixelLine['rgb'], opacity: number): void {
  const { width } = picture;
  for (let i = 0; i < x.length; i++) {
    const isAlone = !Number.isFinite(y[i - 1]) && !Number.isFinite(y[i + 1]);
    if (isAlone && Number.isFinite(y[i])) dot(picture, x[i]!, y[i]!, rgb, opacity);
  }
  for (let i = 1; i < x.length; i++) {
    const x0 = x[i - 1]!;
    const x1 = x[i]!;
    let from = y[i - 1]!;
    const end = y[i]!;
    if (Number.isNaN(from) || Number.isNaN(end) || !(x1 >= 0) || !(x0 <= width)) continue;
    const first = Math.floor(x0);
    const last = Math.floor(x1);
    const slope = (end - from) / (x1 - x0);
    for (let column = first; column <= last; column++) {
      const to = column === last ? end : y[i - 1]! + slope * (column + 1 - x0);
      if (column >= 0 && column < width) run(picture, column, Math.min(from, to), Math.max(from, to), rgb, opacity);
      from = to;
    }
  }
}

function bands(
  picture: Picture,
  x: Float64Array,
  low: Float64Array,
  high: Float64Array,
  rgb: PixelLine['rgb'],
  opacity: number,
): void {
  const { width } = picture;
  for (let i = 1; i < x.length; i++) {
    const x0 = x[i - 1]!;
    const first = Math.max(0, Math.floor(x0));
    const last = Math.min(width - 1, Math.ceil(x[i]!) - 1);
    const span = x[i]! - x0 || 1;
    for (let column = first; column <= last; column++) {
      const part = (column + 0.5 - x0) / span;
      const top = high[i - 1]! + (high[i]! - high[i - 1]!) * part;
      const bottom = low[i - 1]! + (low[i]! - low[i - 1]!) * part;
      if (bottom - top > 1) run(picture, column, top, bottom, rgb, opacity);
    }
  }
}

/** A point without neighbours has no line to be seen by. */
function dot(picture: Picture, x: number, y: number, rgb: PixelLine['rgb'], opacity: number): void {
  for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 1; column++) {
    if (column >= 0 && column < picture.width) run(picture, column, y - 1, y + 1, rgb, opacity);
  }
}

/** Blends one colour over the pixels of a column from row `from` to row `to`, both included. */
function run(picture: Picture, column: number, from: number, to: number, rgb: PixelLine['rgb'], opacity: number): void {
  const { data, width, height } = picture;
  if (to < 0 || from >= height) return;
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(height - 1, Math.floor(to));
  for (let at = 4 * (first * width + column), end = 4 * (last * width + column); at <= end; at += 4 * width) {
    const before = data[at + 3]!;
    const after = before + (255 - before) * opacity;
    const weight = (255 * opacity) / after;
    data[at] = data[at]! + (rgb[0] - data[at]!) * weight;
    data[at + 1] = data[at + 1]! + (rgb[1] - data[at + 1]!) * weight;
    data[at + 2] = data[at + 2]! + (rgb[2] - data[at + 2]!) * weight;
    data[at + 3] = after;
  }
}
