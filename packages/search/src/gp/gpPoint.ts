import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { unitOf } from '../encode/cellOf.ts';
import { evenly } from '../evenly.ts';
import { hasValue, type Loss, lossesOf } from '../losses.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { type Question, startTrials } from '../question.ts';
import { randomPoint } from '../randomPoint.ts';
import { sobolDimensions } from '../sobol/joeKuo.ts';
import { sobolPoint } from '../sobol/sobolPoint.ts';
import { sobolSequence } from '../sobol/sobolSequence.ts';
import { type Uniform, uniformStream } from '../stream.ts';
import { isUnordered } from '../tpe/column.ts';
import { triedIn } from '../tried.ts';
import { fitHyperparameters } from './hyperparameters.ts';
import { type Candidate, improvementOn, pointAt } from './improvement.ts';
import { rowOf } from './inputs.ts';
import { knownNoise } from './knownNoise.ts';
import { posterior } from './posterior.ts';
import { warp } from './warp.ts';

/** The work grows with the cube of the points: so many are believed, and so many are asked for the hyperparameters. */
const MOST_POINTS = 400;
const MOST_FITTED = 120;

/** Candidates all over the space, and near the best points; the most promising of them climb. */
const EVERYWHERE = 512;
const NEARBY = 128;
const BEST_POINTS = 5;
const CLIMBERS = 6;

/**
 * Bayesian optimisation with a Gaussian process: Matérn 5/2 with a length scale per axis (Snoek et al. 2012), categories
 * alike or not, hyperparameters of the highest posterior probability, losses warped to look normal. The suggestion has
 * the largest expected improvement, whose logarithm is maximised (Ament et al. 2023).
 *
 * Trials that have no result yet are believed to end as the model expects (kriging believer, Ginsbourger et al. 2010), so
 * that nothing is to be gained beside them; those that diverged count as the worst. A mean of several measurements is
 * believed as far as its standard error says.
 *
 * @throws SeesawError `invalid-sweep` when no point satisfies the constraints
 */
export function gpPoint(question: Question): Point {
  const { space, rules, seed, number } = question;
  const losses = lossesOf(question.results, question.goals);
  if (losses.length < startTrials || !losses.some(hasValue)) {
    return sobolPoint(question);
  }
  const axes = space.filter(({ dimension }) => dimension.kind !== 'constant');
  const categorical = axes.map(({ dimension }) => isUnordered(dimension));
  const known = bestAndEvenly(losses, MOST_POINTS);
  const rows = known.map(({ point }) => rowOf(axes, point));
  const { values: y, slopes } = warp(known.map(({ loss }) => loss));
  const noise = knownNoise(known, slopes);

  const fitted = bestAndEvenly(
    known.map(({ loss }, index) => ({ loss, index })),
    MOST_FITTED,
  );
  const hyperparameters = fitHyperparameters(
    {
      rows: fitted.map(({ index }) => rows[index]!),
      categorical,
      known: noise && Float64Array.from(fitted, ({ index }) => noise[index]!),
    },
    Float64Array.from(fitted, ({ index }) => y[index]!),
  );
  const results = posterior({ rows, categorical, known: noise }, y, hyperparameters);
  const means = rows.map((row) => results.mean(row));
  const open = question.open.map(({ point }) => rowOf(axes, point));
  const believed = Float64Array.from([...y, ...open.map((row) => results.mean(row))]);
  const inputs = {
    rows: [...rows, ...open],
    categorical,
    known: noise && Float64Array.from([...noise, ...open.map(() => 0)]),
  };
  const model = open.length === 0 ? results : posterior(inputs, believed, hyperparameters);

  const isTried = triedIn(space, [...losses, ...question.open]);
  const toPoint = pointAt({ space, axes, rules });
  const { at, climb } = improvementOn({
    // Of what is believed, not of what was seen: one lucky measurement is no record.
    best: Math.min(...means),
    model,
    axes,
    pointOf: (units) => {
      const point = toPoint(units);
      return rules.isFeasible(point) && !isTried(point) ? point : undefined;
    },
  });
  const uniform = uniformStream({ seed, number, parameter: 'gp' });
  const bestPoints = known
    .map(({ point }, i) => ({ point, mean: means[i]! }))
    .toSorted((a, b) => a.mean - b.mean)
    .slice(0, BEST_POINTS);
  const candidates = [
    ...spreadUnits(axes, uniform),
    ...nearUnits(
      axes,
      bestPoints.map(({ point }) => point),
      uniform,
    ),
  ].flatMap((units) => at(units) ?? []);
  candidates.sort(byScore);
  const climbed = candidates.slice(0, CLIMBERS).map(climb).toSorted(byScore);
  return climbed[0]?.point ?? randomPoint({ ...question, purpose: 'gp' });
}

/** At most `count`, in the order given: half of them the best, the others evenly from the rest. */
function bestAndEvenly<T extends Pick<Loss, 'loss'>>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  const half = Math.floor(count / 2);
  const byLoss = all.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss));
  const best = new Set(byLoss.slice(0, half));
  const others = new Set(
    evenly(
      all.filter((each) => !best.has(each)),
      count - half,
    ),
  );
  return all.filter((each) => best.has(each) || others.has(each));
}

function spreadUnits(axes: SearchSpace, uniform: Uniform): Float64Array[] {
  const sequence = sobolSequence(axes.slice(0, sobolDimensions).map(() => (uniform() * 2 ** 32) | 0));
  return Array.from({ length: EVERYWHERE }, (_, i) => {
    const even = sequence(i);
    return Float64Array.from(axes, (_, axis) => even[axis] ?? uniform());
  });
}

/** At distances of every magnitude from a tenth of the space down to a ten-thousandth. */
function nearUnits(axes: SearchSpace, centres: readonly Point[], uniform: Uniform): Float64Array[] {
  return Array.from({ length: NEARBY }, () => {
    const centre = centres[Math.floor(uniform() * centres.length)]!;
    const radius = 10 ** (-1 - 3 * uniform());
    return Float64Array.from(axes, ({ name, dimension }) => {
      const unit = unitOf(dimension, centre[name]);
      if (unit === undefined || (isUnordered(dimension) && uniform() < 0.2)) return uniform();
      if (isUnordered(dimension)) return unit;
      const step = radius * normalQuantile((uniform() * 2 ** 20 + 0.5) / (2 ** 20 + 1));
      return Math.min(Math.max(unit + step, 0), 1);
    });
  });
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score;
}
