/** A line in pixels of the picture; NaN in `y` is a gap. */
export interface PixelLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of the band around it, where it has one: its lower edge, whose numbers are the larger ones, and its upper edge. */
  readonly low?: Float64Array | undefined;
  readonly high?: Float64Array | undefined;
  readonly rgb: readonly [number, number, number];
}

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How much of a line its band is. */
const bandWeight = 0.2;

/**
 * Many lines into the pixels of a picture, RGBA. A browser strokes a thousand lines of a thousand points in most of a second; this
 * needs a tenth of it: of each column a line covers one stretch, which is two numbers, where it begins and where it ends, until in
 * the end each column is summed up once. Where lines lie on each other, colours mix and become denser. Edges are not smoothed,
 * which nobody sees among so many.
 * @param opacity of a line alone, in (0, 1]
 */
export function rasterLines(picture: Picture, lines: readonly PixelLine[], opacity: number): void {
  const sums = new Float32Array(4 * picture.width * (picture.height + 1));
  for (const { x, y, low, high, rgb } of lines) {
    const cover = coverer(sums, picture, rgb);
    if (low !== undefined && high !== undefined) addBand(cover, picture.width, x, low, high);
    addStrokes(cover, picture.width, x, y);
  }
  // Never quite opaque: the logarithm of nothing is infinite.
  addUp(sums, picture, Math.log(1 - Math.min(0.999, opacity)));
}

/** Adds a weight to the rows from one to another of a column. */
type Cover = (column: number, from: number, to: number, weight: number) => void;

function coverer(sums: Float32Array, { width, height }: Picture, [r, g, b]: PixelLine['rgb']): Cover {
  return (column, from, to, weight) => {
    if (column < 0 || column >= width || !(to >= 0) || !(from < height)) return;
    const start = 4 * (column * (height + 1) + (from > 0 ? Math.floor(from) : 0));
    const end = 4 * (column * (height + 1) + Math.min(height, Math.floor(to) + 1));
    sums[start]! += weight;
    sums[start + 1]! += weight * r;
    sums[start + 2]! += weight * g;
    sums[start + 3]! += weight * b;
    sums[end]! -= weight;
    sums[end + 1]! -= weight * r;
    sums[end + 2]! -= weight * g;
    sums[end + 3]! -= weight * b;
  };
}

function addStrokes(cover: Cover, width: number, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const end = y[i]!;
    if (Number.isNaN(end)) continue;
    const start = i === 0 ? Number.NaN : y[i - 1]!;
    if (Number.isNaN(start)) {
      // A point without neighbours has no line to be seen by.
      if (i + 1 >= x.length || Number.isNaN(y[i + 1]!)) addDot(cover, x[i]!, end);
      continue;
    }
    const x0 = x[i - 1]!;
    const x1 = x[i]!;
    if (!(x1 >= 0) || !(x0 <= width)) continue;
    const last = Math.floor(x1);
    const slope = (end - start) / (x1 - x0);
    let from = start;
    for (let column = Math.floor(x0); column <= last; column++) {
      const to = column === last ? end : start + slope * (column + 1 - x0);
      cover(column, Math.min(from, to), Math.max(from, to), 1);
      from = to;
    }
  }
}

function addDot(cover: Cover, x: number, y: number): void {
  for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 1; column++) cover(column, y - 1, y + 1, 1);
}

function addBand(cover: Cover, width: number, x: Float64Array, low: Float64Array, high: Float64Array): void {
  for (let i = 1; i < x.length; i++) {
    const x0 = x[i - 1]!;
    const last = Math.min(width - 1, Math.ceil(x[i]!) - 1);
    const span = x[i]! - x0 || 1;
    for (let column = Math.max(0, Math.floor(x0)); column <= last; column++) {
      const part = (column + 0.5 - x0) / span;
      const top = high[i - 1]! + (high[i]! - high[i - 1]!) * part;
      const bottom = low[i - 1]! + (low[i]! - low[i - 1]!) * part;
      if (bottom - top > 1) cover(column, top, bottom, bandWeight);
    }
  }
}

/** Weights w become the opacity 1 − (1 − opacity)^w and the mean of the colours, over what is in the picture. */
function addUp(sums: Float32Array, { data, width, height }: Picture, logOfRest: number): void {
  for (let column = 0; column < width; column++) {
    let [weight, r, g, b] = [0, 0, 0, 0];
    let from = 4 * column * (height + 1);
    for (let at = 4 * column; at < data.length; at += 4 * width, from += 4) {
      weight += sums[from]!;
      r += sums[from + 1]!;
      g += sums[from + 2]!;
      b += sums[from + 3]!;
      // What rounding has left over is nothing.
      if (weight < 0.01) continue;
      const alpha = 1 - Math.exp(weight * logOfRest);
      const before = data[at + 3]! / 255;
      const after = alpha + before * (1 - alpha);
      const share = alpha / after;
      data[at] = data[at]! + (r / weight - data[at]!) * share;
      data[at + 1] = data[at + 1]! + (g / weight - data[at + 1]!) * share;
      data[at + 2] = data[at + 2]! + (b / weight - data[at + 2]!) * share;
      data[at + 3] = 255 * after;
    }
  }
}
