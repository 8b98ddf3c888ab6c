export interface SurfacePoint {
  /** Places in [0, 1]. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

const nearestCount = 12;

/**
 * Values between points on a grid, row by row from y = 0: means of the twelve nearest ones, weighted by the inverse square of their distance
 * (Shepard 1968). Where many hyperparameters differ it shows what is typical around a place, not what would be measured there.
 */
export function surfaceOf(points: readonly SurfacePoint[], columns: number, rows: number): Float64Array {
  const grid = new Float64Array(columns * rows);
  const distances = new Float64Array(points.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column + 0.5) / columns;
      const y = (row + 0.5) / rows;
      for (const [index, point] of points.entries()) distances[index] = (point.x - x) ** 2 + (point.y - y) ** 2;
      const near = nearest(distances, nearestCount);
      let [sum, weights] = [0, 0];
      for (const index of near) {
        const weight = 1 / (distances[index]! + 1e-4);
        sum += weight * points[index]!.value;
        weights += weight;
      }
      grid[row * columns + column] = weights === 0 ? Number.NaN : sum / weights;
    }
  }
  return grid;
}

/** Indices of the smallest ones, without sorting the rest. */
function nearest(distances: Float64Array, count: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < distances.length; index++) {
    const distance = distances[index]!;
    if (found.length === count && distance >= distances[found[count - 1]!]!) continue;
    let place = found.length;
    while (place > 0 && distances[found[place - 1]!]! > distance) place--;
    found.splice(place, 0, index);
    if (found.length > count) found.pop();
  }
  return found;
}
