import type { Axis, Point } from '@seesaw/shared/searchSpace';
import { buildPoint } from '../buildPoint.ts';
import { cellOf, unitOf } from '../encode/cellOf.ts';
import { valueAt } from '../encode/valueAt.ts';
import { hasValue, type Loss, lossesOf } from '../losses.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { type Question, startTrials } from '../question.ts';
import { randomPoint } from '../randomPoint.ts';
import { sobolDimensions } from '../sobol/joeKuo.ts';
import { sobolSequence } from '../sobol/sobolSequence.ts';
import { type Uniform, uniformStream } from '../stream.ts';
import { isUnordered } from '../tpe/column.ts';
import { triedIn } from '../tried.ts';
import { drawValue, firstOdds, nextOdds, type Odds } from './categories.ts';
import {
  deviationOf,
  type Evolution,
  firstGeneration,
  nextGeneration,
  populationSize,
  rankWeights,
  warmGeneration,
} from './evolution.ts';

/** Axes whose values have an order, and axes whose values have none. */
interface Axes {
  readonly lines: readonly Axis[];
  readonly choices: readonly Axis[];
}

interface Population {
  readonly evolution: Evolution;
  readonly odds: readonly Odds[];
  /** λ, the number of trials of a generation. */
  readonly size: number;
}

/** A search has come to rest where no axis has a deviation above this share of its length. */
const AT_REST = 1e-5;
const DRAWS = 20;
/** This share of the results of earlier sweeps is learnt from (Nomura et al. 2021: γ = 0.1). */
const WARM_GOOD = 0.1;

/**
 * The CMA evolution strategy, replayed from the results for each suggestion. The trials are cut by their numbers into
 * generations, the first around the middle of the space, or around what was best in earlier sweeps. A generation is made of
 * all results of the generations before it that are known when it is asked: an unfinished trial is simply missing from its
 * generation, one that comes late is there from the next suggestion on, and a generation of which less than half is known
 * teaches nothing yet. A population that has come to rest starts anew elsewhere, twice as large (Auger and Hansen 2005).
 *
 * Steps are no independent draws but the quantiles of a Sobol' sequence that goes on from trial to trial: each generation
 * looks into all directions, and the mean learns more from the same number of trials (Teytaud and Gelly 2007, DCMA: yet
 * another derandomization in covariance-matrix-adaptation).
 *
 * Countable axes keep enough deviation to leave the value they are at (Hamano et al. 2022, CMA-ES with Margin); choices
 * without order have odds of their own, which move towards the better values.
 *
 * @throws SeesawError `invalid-sweep` when no point satisfies the constraints
 */
export function cmaesPoint(question: Question): Point {
  const { space, rules, seed, number } = question;
  const varied = space.filter(({ dimension }) => dimension.kind !== 'constant');
  const axes: Axes = {
    lines: varied.filter(({ dimension }) => !isUnordered(dimension)),
    choices: varied.filter(({ dimension }) => isUnordered(dimension)),
  };
  const losses = lossesOf(question.results, question.goals);
  const population = populationBefore(number, axes, losses, seed);
  const isTried = triedIn(space, [...losses, ...question.open]);
  const uniform = uniformStream({ seed, number, parameter: 'cmaes' });
  let normals: readonly number[] | undefined = evenNormals(question, axes);
  let tried: Point | undefined;
  for (let attempt = 0; attempt < DRAWS; attempt++) {
    const units = drawUnits(population, axes, { normals, uniform });
    normals = undefined;
    const drawn = new Map<string, Point[string]>();
    for (const [i, axis] of axes.lines.entries()) drawn.set(axis.name, valueAt(axis.dimension, units[i]!));
    for (const [i, axis] of axes.choices.entries()) drawn.set(axis.name, drawValue(axis, population.odds[i]!, uniform));
    const point = buildPoint(space, rules, ({ name }) => drawn.get(name)!);
    if (!rules.isFeasible(point)) continue;
    if (!isTried(point)) return point;
    tried ??= point;
  }
  return tried ?? randomPoint({ ...question, purpose: 'cmaes' });
}

function populationBefore(number: number, axes: Axes, losses: readonly Loss[], seed: number): Population {
  let population: Population = { ...firstDistribution(axes, losses), size: populationSize(axes.lines.length) };
  let restarts = 0;
  for (let from = 1; from + population.size <= number; ) {
    const { size } = population;
    const members = losses.filter((each) => each.number >= from && each.number < from + size);
    from += size;
    const next = members.length * 2 < size ? population : after(population, axes, members);
    if (next !== undefined && !isAtRest(next, axes)) {
      population = next;
      continue;
    }
    restarts++;
    const uniform = uniformStream({ seed, number: restarts, parameter: 'cmaes restart' });
    population = {
      evolution: firstGeneration(Float64Array.from(axes.lines, () => uniform())),
      odds: axes.choices.map(firstOdds),
      size: 2 * size,
    };
  }
  return population;
}

/** Around the middle of the space; where earlier sweeps gave enough results (numbers below 1), around the best of these. */
function firstDistribution({ lines, choices }: Axes, losses: readonly Loss[]): Pick<Population, 'evolution' | 'odds'> {
  const odds = choices.map(firstOdds);
  const ranked = losses.filter((each) => each.number < 1 && hasValue(each)).toSorted((a, b) => a.loss - b.loss);
  if (ranked.length < startTrials) return { evolution: firstGeneration(Float64Array.from(lines, () => 0.5)), odds };
  const good = ranked.slice(0, Math.ceil(WARM_GOOD * ranked.length)).map(({ point }) => point);
  const weights = good.map(() => 1 / good.length);
  return {
    evolution: warmGeneration(
      good.map((point) => Float64Array.from(lines, ({ name, dimension }) => unitOf(dimension, point[name]) ?? 0.5)),
    ),
    odds: choices.map((axis, i) => nextOdds(axis, odds[i]!, good, weights)),
  };
}

function after({ evolution, odds, size }: Population, { lines, choices }: Axes, members: readonly Loss[]) {
  const finite = members.filter(({ loss }) => loss < Number.POSITIVE_INFINITY).toSorted((a, b) => a.loss - b.loss);
  const diverged = members.filter(({ loss }) => loss === Number.POSITIVE_INFINITY);
  const weights = rankWeights(members.length);
  // Where less than the better half has a value, there is no better half.
  if (finite.length < weights.length || weights.length < 2) return { evolution, odds, size };
  const ranked = [...finite, ...diverged];
  const next =
    lines.length === 0
      ? evolution
      : nextGeneration(
          evolution,
          ranked.map(({ point }) => ({
            // An axis that the point lacks does not pull.
            x: Float64Array.from(
              lines,
              ({ name, dimension }, i) => unitOf(dimension, point[name]) ?? evolution.mean[i]!,
            ),
          })),
        );
  if (next === undefined) return undefined;
  const better = ranked.slice(0, weights.length).map(({ point }) => point);
  return { evolution: next, odds: choices.map((axis, i) => nextOdds(axis, odds[i]!, better, weights)), size };
}

function isAtRest({ evolution }: Population, { lines }: Axes): boolean {
  return lines.length > 0 && lines.every((_, i) => deviationOf(evolution, i) < AT_REST);
}

/** One per line, standard normal over the trials of a sweep; axes behind the last Sobol' dimension are random. */
function evenNormals({ seed, number }: Question, { lines }: Axes): number[] {
  const keys = lines
    .slice(0, sobolDimensions)
    .map(({ name }) => uniformStream({ seed, number: 1, parameter: `cmaes scrambling:${name}` })() * 2 ** 32);
  return sobolSequence(keys.map((key) => key | 0))(number - 1).map(normalQuantile);
}

/**
 * Again where it lies outside of [0, 1], and at the bound if it does not want to come inside.
 *
 * @param normals for the first attempt
 */
function drawUnits(
  { evolution, size }: Population,
  { lines }: Axes,
  { normals, uniform }: { readonly normals: readonly number[] | undefined; readonly uniform: Uniform },
): Float64Array {
  const n = lines.length;
  const { mean, sigma, factor } = evolution;
  const margin = normalQuantile(1 - 1 / (Math.max(n, 1) * size));
  const widened = lines.map(({ dimension }, i) => {
    const deviation = deviationOf(evolution, i);
    const cell = cellOf(dimension, valueAt(dimension, mean[i]!));
    if (cell === undefined || !(cell.high > cell.low)) return 1;
    const edges = [mean[i]! - cell.low, cell.high - mean[i]!].filter((_, side) =>
      side === 0 ? cell.low > 0 : cell.high < 1,
    );
    const nearest = edges.reduce((least, edge) => Math.min(least, edge), Number.POSITIVE_INFINITY);
    return Number.isFinite(nearest) ? Math.max(1, nearest / (margin * deviation)) : 1;
  });
  let x = new Float64Array(n);
  for (let attempt = 0; attempt < DRAWS; attempt++) {
    const z = Float64Array.from(
      lines,
      (_, i) => (attempt === 0 ? normals?.[i] : undefined) ?? normalQuantile((uniform() * 2 ** 32 + 0.5) / 2 ** 32),
    );
    x = mean.map((m, i) => {
      let step = 0;
      for (let k = 0; k <= i; k++) step += factor[i * n + k]! * z[k]!;
      return m + widened[i]! * sigma * step;
    }) as typeof x;
    if (x.every((xi) => xi >= 0 && xi <= 1)) return x;
  }
  return x.map((xi) => Math.min(Math.max(xi, 0), 1)) as typeof x;
}
