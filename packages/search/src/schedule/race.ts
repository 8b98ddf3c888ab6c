import { meanOf, type PointStanding, type Race } from '@seesaw/shared/pointStanding';
import type { Decision } from '@seesaw/shared/standing';
import { studentTail } from '../numeric/studentT.ts';

/** A variance needs as many. */
const fewest = 2;

/**
 * A race of points (Maron and Moore 1994; Birattari et al. 2002, F-race): each is trained on further seeds only as long as it
 * may still be the best. Judged by Welch's t test (Welch 1947), one-sided, of its results so far against those of the
 * complete point with the best mean: seeds are drawn independently and points differ in how much they scatter, so neither a
 * paired test nor a common variance fits. A point is looked at after each result from the second to the last but one; the
 * error 1 - confidence is shared out evenly among these looks (Bonferroni), so that it holds for all of them together.
 *
 * A point with a trial that diverged counts as the worst whatever its other trials give, so these are not worth training.
 */
export const race: Race = (sweep, point, points) => {
  const goesOn: Decision = { kind: 'continue' };
  if (sweep.race === undefined || sweep.repeats === 1) return goesOn;
  const sign = sweep.metric.goal === 'maximize' ? -1 : 1;
  const best = bestComplete(points, sign);
  if (best === undefined || best.number === point.number) return goesOn;
  if (point.results.includes(null)) return stop('one of them diverged, so their point counts as the worst');
  const looks = sweep.repeats - fewest;
  if (point.results.length < fewest || best.results.length < fewest || looks < 1) return goesOn;
  const own = summaryOf(point.results);
  const rival = summaryOf(best.results);
  const worseBy = sign * (own.mean - rival.mean);
  if (!(worseBy > 0)) return goesOn;
  const chance = chanceOf(worseBy, own, rival);
  if (chance >= (1 - sweep.race.confidence) / looks) return goesOn;
  return stop(
    `their point is worse than that of ${trialsInWords(best.trials)} with ${percent(sweep.race.confidence)} confidence, ` +
      `${inWords(own)} against ${inWords(rival)}`,
  );
};

interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
}

function bestComplete(points: readonly PointStanding[], sign: number): PointStanding | undefined {
  let best: { point: PointStanding; mean: number } | undefined;
  for (const point of points) {
    const mean = point.complete ? meanOf(point.results)?.mean : undefined;
    if (mean !== undefined && (best === undefined || sign * mean < sign * best.mean)) best = { point, mean };
  }
  return best?.point;
}

function summaryOf(results: readonly (number | null)[]): Summary {
  const { n, mean, standardError } = meanOf(results)!;
  return { n, mean, variance: standardError! ** 2 };
}

/** Of a difference as large as this where both points are equally good; degrees of freedom by Welch and Satterthwaite. */
function chanceOf(difference: number, a: Summary, b: Summary): number {
  const variance = a.variance + b.variance;
  if (variance === 0) return 0;
  const degrees = variance ** 2 / (a.variance ** 2 / (a.n - 1) + b.variance ** 2 / (b.n - 1));
  return studentTail(difference / Math.sqrt(variance), degrees);
}

function stop(why: string): Decision {
  return { kind: 'stop', why };
}

function inWords({ n, mean, variance }: Summary): string {
  return `${short(mean)} ± ${short(Math.sqrt(variance))} (${n})`;
}

function trialsInWords(numbers: readonly number[]): string {
  const [first] = numbers;
  const last = numbers.at(-1);
  return last! - first! + 1 === numbers.length ? `trials ${first} to ${last}` : `trials ${numbers.join(', ')}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
