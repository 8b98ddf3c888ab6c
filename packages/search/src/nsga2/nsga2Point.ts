import type { Axis, Point } from '@seesaw/shared/searchSpace';
import { buildPoint } from '../buildPoint.ts';
import { cellOf, unitOf } from '../encode/cellOf.ts';
import { valueAt } from '../encode/valueAt.ts';
import { lossesOf } from '../losses.ts';
import { type Question, startTrials } from '../question.ts';
import { randomPoint } from '../randomPoint.ts';
import { sobolPoint } from '../sobol/sobolPoint.ts';
import { type Uniform, uniformStream } from '../stream.ts';
import { isUnordered } from '../tpe/column.ts';
import { triedIn } from '../tried.ts';
import { populationOf, tournament } from './population.ts';
import { crossNumbers, mutateNumber } from './variation.ts';

/** The population grows with the sweep: a fifth of the results, within these bounds. */
const SHARE = 1 / 5;
const SMALLEST = 10;
const LARGEST = 50;
/** Share of children that have two parents. */
const CROSSOVER = 0.9;
const DRAWS = 20;
/** At random, where every child was tried before. */
const LAST_DRAWS = 100;

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002): the best trials so far are the population, two of them are chosen by
 * tournaments, and the suggestion is their child. Steady-state (Durillo, Nebro, Luna and Alba 2009): a child is made from
 * all results that are known when it is asked for, so there are no generations that wait for their last trial, and nothing
 * is remembered but the results. The first trials fill the space evenly.
 *
 * A child takes each value from between its parents, or for a choice without order from one of them, and then one value
 * in the number of axes is changed. An axis that a parent lacks comes from the other one, or is drawn anew.
 *
 * @throws SeesawError `invalid-sweep` when no point satisfies the constraints
 */
export function nsga2Point(question: Question): Point {
  const { space, rules, seed, number, open } = question;
  const losses = lossesOf(question.results, question.goals);
  const population = populationOf(losses, Math.min(Math.max(Math.ceil(SHARE * losses.length), SMALLEST), LARGEST));
  if (losses.length < startTrials || population.length < 2) return sobolPoint(question);
  const uniform = uniformStream({ seed, number, parameter: 'nsga2' });
  const isTried = triedIn(space, [...losses, ...open]);
  const axes = space.filter(({ dimension }) => dimension.kind !== 'constant').length;
  let tried: Point | undefined;
  for (let attempt = 0; attempt < DRAWS; attempt++) {
    const [mother, father] = [tournament(population, uniform), tournament(population, uniform)];
    const crosses = uniform() < CROSSOVER;
    const point = buildPoint(space, rules, (axis) => {
      const inherited = inherit(axis, mother.trial.point, crosses ? father.trial.point : mother.trial.point, uniform);
      const unit = inherited === undefined || uniform() * axes < 1 ? mutate(axis, inherited, uniform) : inherited;
      return valueAt(axis.dimension, unit);
    });
    if (!rules.isFeasible(point)) continue;
    if (!isTried(point)) return point;
    tried ??= point;
  }
  for (let draw = 0; draw < LAST_DRAWS; draw++) {
    const point = buildPoint(space, rules, ({ dimension }) => valueAt(dimension, uniform()));
    if (rules.isFeasible(point) && !isTried(point)) return point;
  }
  return tried ?? randomPoint({ ...question, purpose: 'nsga2' });
}

function inherit({ name, dimension }: Axis, mother: Point, father: Point, uniform: Uniform): number | undefined {
  const [a, b] = [unitOf(dimension, mother[name]), unitOf(dimension, father[name])];
  if (a === undefined || b === undefined) return a ?? b;
  const takesMother = uniform() < 0.5;
  if (isUnordered(dimension)) return takesMother ? a : b;
  // Half of the values stay what they are in one parent.
  return takesMother ? a : crossNumbers(a, b, uniform);
}

/** A number moves a little, and at least to its neighbour; a choice without order is drawn anew. */
function mutate({ dimension }: Axis, unit: number | undefined, uniform: Uniform): number {
  if (unit === undefined || isUnordered(dimension)) return uniform();
  const moved = mutateNumber(unit, uniform);
  const cell = cellOf(dimension, valueAt(dimension, unit));
  if (cell === undefined || !(cell.high > cell.low) || moved < cell.low || moved > cell.high) return moved;
  const beyond = moved < unit ? cell.low - (cell.high - cell.low) / 2 : cell.high + (cell.high - cell.low) / 2;
  return Math.min(Math.max(beyond, 0), 1);
}
