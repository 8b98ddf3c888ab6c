import type { PlainTensors } from '@seesaw/gan/state/safetensors';

/** A moment of the game on the plane. */
export interface FilmFrame {
  readonly step: number;
  /** x, y of each generated point; the same latent vector at the same place in every frame. */
  readonly points: Float32Array;
  /** D's output on a square grid, row by row from below; empty where it was not kept. */
  readonly surface: Float32Array;
  /** x min, x max, y min, y max. */
  readonly bounds: readonly [number, number, number, number];
  /** x, y of each mode of the real data. */
  readonly centres: Float32Array;
}

/** Undefined where the sample is no cloud of points. */
export function filmFrame(step: number, tensors: PlainTensors): FilmFrame | undefined {
  const { points, surface, bounds, centres } = tensors;
  if (points === undefined || bounds === undefined || centres === undefined) return undefined;
  return {
    step,
    points: Float32Array.from(points.data),
    surface: Float32Array.from(surface?.data ?? []),
    bounds: Array.from(bounds.data) as unknown as FilmFrame['bounds'],
    centres: Float32Array.from(centres.data),
  };
}

/** Between two frames at `share` of the way: every point on its straight way, D's surface faded. */
export function between(from: FilmFrame, to: FilmFrame, share: number): FilmFrame {
  if (share <= 0 || from.points.length !== to.points.length) return from;
  if (share >= 1) return to;
  const mix = (a: Float32Array, b: Float32Array) =>
    a.length === b.length ? a.map((value, i) => value + share * ((b[i] ?? value) - value)) : a;
  return {
    ...to,
    step: from.step + share * (to.step - from.step),
    points: mix(from.points, to.points),
    surface: mix(from.surface, to.surface),
  };
}

export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** Uphill on D's surface: where a point would have to go to look more real. Output per unit of length. */
  readonly dx: number;
  readonly dy: number;
}

/** The slope of D's output at the first `count` points, by central differences of the surface. */
export function arrowsOf({ points, surface, bounds }: FilmFrame, count: number): Arrow[] {
  const side = Math.round(Math.sqrt(surface.length));
  if (side < 3) return [];
  const [xMin, xMax, yMin, yMax] = bounds;
  const cell = { x: (xMax - xMin) / (side - 1), y: (yMax - yMin) / (side - 1) };
  const at = (column: number, row: number) => surface[row * side + column] ?? 0;
  return Array.from({ length: Math.min(count, points.length / 2) }, (_, i): Arrow | undefined => {
    const x = points[2 * i] ?? 0;
    const y = points[2 * i + 1] ?? 0;
    const column = Math.round((x - xMin) / cell.x);
    const row = Math.round((y - yMin) / cell.y);
    if (!(column >= 1 && column < side - 1 && row >= 1 && row < side - 1)) return undefined;
    return {
      x,
      y,
      dx: (at(column + 1, row) - at(column - 1, row)) / (2 * cell.x),
      dy: (at(column, row + 1) - at(column, row - 1)) / (2 * cell.y),
    };
  }).filter((arrow) => arrow !== undefined);
}
