import type { PlainTensors } from '../state/safetensors.ts';
import type { Picture } from './picture.ts';

const side = 256;
type Rgb = readonly [number, number, number];
/** D is blue, G is amber, real is neutral, everywhere in Seesaw. */
const paper: Rgb = [250, 250, 249];
const blueOfD: Rgb = [59, 110, 207];
const amberOfG: Rgb = [214, 137, 16];
const neutralOfReal: Rgb = [70, 70, 70];

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
  const rgba = new Uint8ClampedArray(side * side * 4);
  const column = (x: number) => Math.round(((x - xMin) / (xMax - xMin)) * (side - 1));
  const row = (y: number) => Math.round(((yMax - y) / (yMax - yMin)) * (side - 1));
  const paint = (x: number, y: number, colour: Rgb) => {
    if (!(x >= 0 && x < side && y >= 0 && y < side)) return;
    for (let c = 0; c < 3; c++) rgba[(y * side + x) * 4 + c] = colour[c]!;
    rgba[(y * side + x) * 4 + 3] = 255;
  };

  const cells = surface?.shape[0] ?? 1;
  const stride = side * 4;
  let drawn = -1;
  for (let y = 0; y < side; y++) {
    const cellRow = cells - 1 - Math.floor((y * cells) / side);
    if (cellRow === drawn) {
      rgba.copyWithin(y * stride, (y - 1) * stride, y * stride);
      continue;
    }
    drawn = cellRow;
    const shades = Array.from({ length: cells }, (_, cell) => shadeOf(surface?.data[cellRow * cells + cell]));
    for (let x = 0; x < side; x++) paint(x, y, shades[Math.floor((x * cells) / side)]!);
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
  return { picture: { width: side, height: side, rgba }, count };
}

/** @param output of D there, high = real; absent where there is no D */
function shadeOf(output: number | undefined): Rgb {
  const real = output === undefined ? 0 : 1 / (1 + Math.exp(-output));
  return mix(paper, blueOfD, Number.isFinite(real) ? 0.55 * real : 0);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((c) => Math.round(from[c]! + share * (to[c]! - from[c]!))) as unknown as Rgb;
}
