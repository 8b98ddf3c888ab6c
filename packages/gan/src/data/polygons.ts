import { CounterStream } from '../random/counterStream.ts';
import type { Purpose } from '../random/purposes.ts';
import type { ImageData, ImageSplit } from './trainingData.ts';

const side = 28;
/** Corners keep this distance from the edge of the picture, in pixels. */
const margin = 2;
/** No angle is smaller, in degrees: thinner triangles are hard to tell from strokes. */
const minAngle = 20;
/** Nor is any side shorter, in pixels: smaller triangles are a few grey pixels. */
const minSide = 6;
/** Along each axis of a pixel; the share of the points inside is its brightness. */
const pointsPerPixel = 4;
/** The set is the same for every trial, so that scores compare. */
const seed = 2018;
const trainCount = 8000;
const heldOutCount = 2000;

export type Corner = readonly [x: number, y: number];
export type Triangle = readonly [Corner, Corner, Corner];

/** A pixel is as bright as the triangle covers it, or black or white by its middle. */
export type Edges = 'smooth' | 'plain';

/** White triangles on black, 28 × 28, without labels. Held-out triangles are other draws. */
export function polygons(name: string, edges: Edges): ImageData {
  return {
    ...{ kind: 'images', name, width: side, height: side, channels: 1, labelCount: 0 },
    train: polygonSplit('polygon', trainCount, edges),
    heldOut: polygonSplit('held-out-polygon', heldOutCount, edges),
  };
}

/** The first `count` triangles of a split, each a function of (seed, index). */
export function polygonSplit(purpose: Purpose, count: number, edges: Edges): ImageSplit {
  const pixels = new Uint8Array(count * side * side);
  for (let i = 0; i < count; i++) {
    const triangle = triangleOf(new CounterStream({ seed, purpose, step: i }));
    draw(triangle, edges === 'plain' ? 1 : pointsPerPixel, pixels.subarray(i * side * side, (i + 1) * side * side));
  }
  return { count, pixels, labels: new Uint8Array() };
}

/** Corners at random until they make a triangle that is neither thin nor tiny. */
export function triangleOf(stream: CounterStream): Triangle {
  const place = () => margin + (side - 2 * margin) * stream.uniform();
  for (;;) {
    const triangle: Triangle = [
      [place(), place()],
      [place(), place()],
      [place(), place()],
    ];
    if (Math.min(...sidesOf(triangle)) >= minSide && smallestAngle(triangle) >= minAngle) return triangle;
  }
}

/** In degrees, by the law of cosines: it lies opposite of the shortest side. */
export function smallestAngle(triangle: Triangle): number {
  const [a, b, c] = sidesOf(triangle).sort((p, q) => p - q) as [number, number, number];
  return (Math.acos((b * b + c * c - a * a) / (2 * b * c)) * 180) / Math.PI;
}

function sidesOf([a, b, c]: Triangle): number[] {
  return [distance(a, b), distance(b, c), distance(c, a)];
}

function distance([x, y]: Corner, [u, v]: Corner): number {
  return Math.hypot(x - u, y - v);
}

/** @param points along each axis of a pixel that are looked at */
function draw(triangle: Triangle, points: number, pixels: Uint8Array): void {
  const [left, right] = bounds(triangle.map(([x]) => x));
  const [top, bottom] = bounds(triangle.map(([, y]) => y));
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      let inside = 0;
      for (let i = 0; i < points; i++) {
        for (let j = 0; j < points; j++) {
          if (isInside(triangle, column + (j + 0.5) / points, row + (i + 0.5) / points)) inside += 1;
        }
      }
      pixels[row * side + column] = Math.round((255 * inside) / (points * points));
    }
  }
}

function bounds(values: readonly number[]): [number, number] {
  return [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
}

/** On the same side of all three edges. */
function isInside([a, b, c]: Triangle, x: number, y: number): boolean {
  const first = turn(a, b, x, y);
  const second = turn(b, c, x, y);
  const third = turn(c, a, x, y);
  return (first >= 0 && second >= 0 && third >= 0) || (first <= 0 && second <= 0 && third <= 0);
}

/** Above 0 where (x, y) lies to one side of the line from one corner to the next, below 0 on the other. */
function turn([fromX, fromY]: Corner, [toX, toY]: Corner, x: number, y: number): number {
  return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX);
}
