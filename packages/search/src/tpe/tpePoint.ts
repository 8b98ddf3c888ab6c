import type { Point } from '@seesaw/shared/searchSpace';
import { buildPoint } from '../buildPoint.ts';
import { valueAt } from '../encode/valueAt.ts';
import { evenly } from '../evenly.ts';
import { lossesOf } from '../losses.ts';
import { type Question, startTrials } from '../question.ts';
import { randomPoint } from '../randomPoint.ts';
import { sobolPoint } from '../sobol/sobolPoint.ts';
import { uniformStream } from '../stream.ts';
import { triedIn } from '../tried.ts';
import { bandwidthsOf } from './bandwidths.ts';
import { cellsOf, columnsOf } from './column.ts';
import { type Parzen, parzen } from './parzen.ts';
import { goodOf } from './split.ts';

/** So many of the others are looked at, from all over the sweep: the work does not grow any further. */
const MOST_OTHERS = 2000;

const CANDIDATES = 24;
/**
 * Of several objectives, the share of both densities whose axes know nothing of each other. Good points lie along a front and
 * not around a place, so few of them speak for a neighbourhood; what they share, they share axis by axis.
 */
const APART = 0.5;
/** From the prior, where every candidate was tried before. */
const LAST_DRAWS = 100;

/**
 * A tree-structured Parzen estimator (Bergstra et al. 2011): one density l over the good points, one density g over all
 * others, and the suggestion is the candidate drawn from l where l / g, and so the expected improvement, is largest. The
 * kernels span all axes, so that l knows which values go together (Falkner et al. 2018); a point of another branch of a
 * conditional space counts as the prior on the axes that it lacks. Of several objectives, half of both densities is the
 * product of what the kernels say of each axis alone.
 *
 * Trials that have no result yet count as bad (constant liar), so that trials side by side keep apart, and so do those
 * that diverged. A point that was tried before is taken only where new ones cannot be found.
 *
 * @throws SeesawError `invalid-sweep` when no point satisfies the constraints
 */
export function tpePoint(question: Question): Point {
  const { space, rules, seed, number, open } = question;
  const losses = lossesOf(question.results, question.goals);
  if (losses.length < startTrials) return sobolPoint(question);
  const good = goodOf(losses);
  const isGood = new Set(good.trials);
  const others = evenly(
    losses.filter((each) => !isGood.has(each)),
    MOST_OTHERS,
  );
  const l = density(question, good.trials, good.weights);
  const rest = [...others, ...open];
  const g = density(
    question,
    rest,
    rest.map(() => 1),
  );

  const uniform = uniformStream({ seed, number, parameter: 'tpe' });
  const isTried = triedIn(space, [...losses, ...open]);
  const drawFrom = (draw: (axis: number) => number) =>
    buildPoint(space, rules, ({ dimension }, axis) => valueAt(dimension, draw(axis)));
  const candidates: { point: Point; score: number }[] = [];
  for (let i = 0; i < CANDIDATES; i++) {
    const point = drawFrom(l.draw(uniform));
    if (!rules.isFeasible(point)) continue;
    const cells = cellsOf(space, point);
    candidates.push({ point, score: l.logDensity(cells) - g.logDensity(cells) });
  }
  candidates.sort((a, b) => b.score - a.score);
  const untried = candidates.find(({ point }) => !isTried(point));
  if (untried !== undefined) return untried.point;
  for (let i = 0; i < LAST_DRAWS; i++) {
    const point = drawFrom(uniform);
    if (rules.isFeasible(point) && !isTried(point)) return point;
  }
  return candidates[0]?.point ?? randomPoint({ ...question, purpose: 'tpe' });
}

function density(
  { space, results, goals }: Question,
  trials: readonly { readonly point: Point }[],
  weights: readonly number[],
): Parzen {
  const columns = columnsOf(
    space,
    trials.map(({ point }) => point),
  );
  return parzen({
    space,
    columns,
    weights,
    bandwidths: bandwidthsOf({ space, columns, weights, known: results.length }),
    apart: goals.length > 1 ? APART : 0,
  });
}
