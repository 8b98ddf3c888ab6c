/** k of precision, recall, density and coverage, as in Naeem et al. 2020. */
export const neighbourCount = 5;

/**
 * Squared distance of each member of a set to its k-th nearest other one: the ball in which the set is at home around it.
 * `dots` [count, count] are the products of the set with itself, `squares` their diagonal. Infinite where there are no k others.
 */
export function reachesOf(dots: Float32Array, squares: Float64Array): Float64Array {
  const count = squares.length;
  const reaches = new Float64Array(count);
  const nearest = new Float64Array(neighbourCount);
  for (let i = 0; i < count; i++) {
    nearest.fill(Number.POSITIVE_INFINITY);
    const square = squares[i]!;
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      const distance = square + squares[j]! - 2 * dots[i * count + j]!;
      if (distance < nearest[neighbourCount - 1]!) insert(nearest, distance);
    }
    reaches[i] = nearest[neighbourCount - 1]!;
  }
  return reaches;
}

/** Into its place of the ascending list; the last one falls out. */
function insert(ascending: Float64Array, value: number): void {
  let at = ascending.length - 1;
  for (; at > 0 && ascending[at - 1]! > value; at--) ascending[at] = ascending[at - 1]!;
  ascending[at] = value;
}

/** A set of points with the squared length of each and the squared radius of the ball around it. */
export interface Balls {
  readonly count: number;
  readonly squares: Float64Array;
  readonly reaches: Float64Array;
}

export interface NeighbourMetrics {
  /** Share of generated points in a ball around a real one, in [0, 1] (Kynkäänniemi et al. 2019, section 2). */
  readonly precision: number;
  /** Share of real points in a ball around a generated one, in [0, 1] (the same, the other way round). */
  readonly recall: number;
  /** In how many balls around real points a generated one lies, over k; about 1 for the data, may be more (Naeem et al. 2020, section 3.1). */
  readonly density: number;
  /** Share of balls around real points with a generated one inside, in [0, 1] (Naeem et al. 2020, section 3.2). */
  readonly coverage: number;
}

/**
 * `dots` [real, generated]. A point exactly on a sphere is outside, as in the code published with density and coverage, so a
 * set has density 1 to itself. NaN where a set has no k + 1 members: then nobody has a k-th neighbour.
 */
export function neighbourMetrics(real: Balls, generated: Balls, dots: Float32Array): NeighbourMetrics {
  if (Math.min(real.count, generated.count) <= neighbourCount) {
    return { precision: Number.NaN, recall: Number.NaN, density: Number.NaN, coverage: Number.NaN };
  }
  const generatedHeld = new Uint8Array(generated.count);
  let realHeld = 0;
  let realHolding = 0;
  let pairs = 0;
  for (let i = 0; i < real.count; i++) {
    const square = real.squares[i]!;
    const reach = real.reaches[i]!;
    let held = 0;
    let holding = 0;
    for (let j = 0; j < generated.count; j++) {
      const distance = square + generated.squares[j]! - 2 * dots[i * generated.count + j]!;
      if (distance < reach) {
        generatedHeld[j] = 1;
        holding += 1;
      }
      if (distance < generated.reaches[j]!) held = 1;
    }
    realHeld += held;
    pairs += holding;
    if (holding > 0) realHolding += 1;
  }
  return {
    precision: generatedHeld.reduce((sum, held) => sum + held, 0) / generated.count,
    recall: realHeld / real.count,
    density: pairs / (neighbourCount * generated.count),
    coverage: realHolding / real.count,
  };
}
