import type { PlainTensors } from '../state/safetensors.ts';
import type { Picture } from './picture.ts';

const side = 256;
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
type Rgb = readonly [number, number, number];
/** D is blue, G is amber, real is neutral, everywhere in Seesaw. */
const paper: Rgb = [250, 250, 249];
const blueOfD: Rgb = [59, 110, 207];
const amberOfG = pixelOf(214, 137, 16);
const neutralOfReal = pixelOf(70, 70, 70);

/**
 * Generator points (amber) on D's surface (bluer where D says real), where there is one, with the modes of the data as grey
 * crosses; y points up. `tensors` as in `SampleSet` of kind points.
 */
export function drawPoints(tensors: PlainTensors): { picture: Picture; count: number } {
  const { points, surface, bounds, centres } = tensors;
  if (points === undefined || bounds === undefined || centres === undefined) {
    throw new Error('A sample of points has points, bounds and centres');
  }
  const [xMin, xMax, yMin, yMax] = bounds.data as unknown as [number, number, number, number];
  // A pixel is one number: to write its channels one by one takes three times as long.
  const pixels = new Int32Array(side * side);
  const shades = new Int32Array(surface?.shape[0] ?? 1);
  const column = (x: number) => Math.round(((x - xMin) / (xMax - xMin)) * (side - 1));
  const row = (y: number) => Math.round(((yMax - y) / (yMax - yMin)) * (side - 1));
  const paint = (x: number, y: number, colour: number) => {
    if (x >= 0 && x < side && y >= 0 && y < side) pixels[y * side + x] = colour;
  };

  const cells = shades.length;
  let drawn = -1;
  for (let y = 0; y < side; y++) {
    const cellRow = cells - 1 - Math.floor((y * cells) / side);
    if (cellRow === drawn) {
      pixels.copyWithin(y * side, (y - 1) * side, y * side);
      continue;
    }
    drawn = cellRow;
    for (let cell = 0; cell < cells; cell++) shades[cell] = shadeOf(surface?.data[cellRow * cells + cell]);
    for (let x = 0; x < side; x++) pixels[y * side + x] = shades[Math.floor((x * cells) / side)]!;
  }
  const count = points.shape[0]!;
  for (let i = 0; i < count; i++) {
    const x = column(points.data[2 * i]!);
    const y = row(points.data[2 * i + 1]!);
    paint(x, y, amberOfG);
    paint(x + 1, y, amberOfG);
  }
  for (let mode = 0; mode < centres.shape[0]!; mode++) {
    const x = column(centres.data[2 * mode]!);
    const y = row(centres.data[2 * mode + 1]!);
    for (let d = -3; d <= 3; d++) {
      paint(x + d, y, neutralOfReal);
      paint(x, y + d, neutralOfReal);
    }
  }
  return { picture: { width: side, height: side, rgba: new Uint8ClampedArray(pixels.buffer) }, count };
}

/** @param output of D there, high = real; absent where there is no D */
function shadeOf(output: number | undefined): number {
  const real = output === undefined ? 0 : 1 / (1 + Math.exp(-output));
  const share = Number.isFinite(real) ? 0.55 * real : 0;
  return pixelOf(
    between(paper[0], blueOfD[0], share),
    between(paper[1], blueOfD[1], share),
    between(paper[2], blueOfD[2], share),
  );
}

function between(from: number, to: number, share: number): number {
  return Math.round(from + share * (to - from));
}

/** Whose bytes are red, green, blue and full opacity, in the order of this machine. */
function pixelOf(red: number, green: number, blue: number): number {
  return isLittleEndian
    ? (255 << 24) | (blue << 16) | (green << 8) | red
    : (red << 24) | (green << 16) | (blue << 8) | 255;
}
