export interface SurfacePoint {
  /** Places in [0, 1]. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** What a point at a distance of about four widths weighs: farther away from all of them stands their mean. */
const farWeight = 3e-4;
/** Points that stand on one line still have a width across it, in places. */
const leastWidth = 0.02;

/**
 * Values between points on a grid, row by row from y = 0: their mean, weighted by a Gaussian of the distance (Nadaraya 1964, Watson 1964)
 * whose width follows Scott's rule, σ·n^(−1/6) along each axis: the more points, the finer. Each stands for it in the middle of its place
 * of the grid, so that time grows with their number alone. Where many hyperparameters differ it shows what is typical around a
 * place, not what would be measured there.
 */
export function surfaceOf(points: readonly SurfacePoint[], columns: number, rows: number): Float64Array {
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (const { x, y, value } of points) {
    const cell = placeIn(y, rows) * columns + placeIn(x, columns);
    sums[cell]! += value;
    counts[cell]! += 1;
  }
  const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const across = kernel(widthOf(points.map(({ x }) => x)) * columns, columns);
  const up = kernel(widthOf(points.map(({ y }) => y)) * rows, rows);
  const spread = (grid: Float64Array) => blurUp(blurAcross(grid, columns, across), columns, up);
  const [weighted, weights] = [spread(sums), spread(counts)];
  return weighted.map((sum, cell) => (sum + farWeight * mean) / (weights[cell]! + farWeight));
}

function placeIn(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place * count)));
}

function widthOf(places: readonly number[]): number {
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const variance = places.reduce((sum, place) => sum + (place - mean) ** 2, 0) / places.length;
  return Math.max(leastWidth, Math.sqrt(variance) * places.length ** (-1 / 6));
}

/** Weights by distance: of the same place, of the one beside it, … */
function kernel(width: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, distance) => Math.exp(-(distance ** 2) / (2 * width ** 2)));
}

function blurAcross(grid: Float64Array, columns: number, weights: Float64Array): Float64Array {
  return grid.map((_, cell) => {
    const row = cell - (cell % columns);
    let sum = 0;
    for (let column = 0; column < columns; column++)
      sum += grid[row + column]! * weights[Math.abs(column - (cell % columns))]!;
    return sum;
  });
}

function blurUp(grid: Float64Array, columns: number, weights: Float64Array): Float64Array {
  const rows = grid.length / columns;
  return grid.map((_, cell) => {
    const at = Math.floor(cell / columns);
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += grid[row * columns + (cell % columns)]! * weights[Math.abs(row - at)]!;
    return sum;
  });
}
