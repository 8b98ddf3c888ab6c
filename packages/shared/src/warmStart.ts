import { objectivesOf } from './objective.ts';
import { meanOf } from './pointStanding.ts';
import type { WarmSource } from './records.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Point } from './searchSpace.ts';
import { activeAxes } from './space/activeAxes.ts';
import { contains } from './space/contains.ts';
import { isFeasible } from './space/isFeasible.ts';
import { canonicalJson, type TrialConfig } from './trialConfig.ts';
import type { TrialState } from './trialState.ts';

/** A trial of an earlier sweep. */
export interface EarlierTrial {
  readonly state: TrialState;
  /** Last value of each objective of the new sweep, in its order; null where it was never reported. */
  readonly values: readonly (number | null)[];
  readonly config: TrialConfig;
}

/** What an earlier sweep knows of a point: the mean of its trials there. */
export interface WarmResult {
  readonly point: Point;
  /** Of several objectives the first. Null: one of them diverged. */
  readonly objective: number | null;
  /** The means of all, where there are several. */
  readonly objectives: readonly (number | null)[] | null;
  readonly n: number;
  readonly standardError: number | null;
}

/**
 * What of an earlier sweep tells something about this one: trials that ended by themselves, as this sweep would train them
 * but for the training seed, at points of its space. What is left out is counted by why.
 *
 * @param trials by number
 */
export function fitEarlier(
  sweep: ResolvedSweep,
  trials: readonly EarlierTrial[],
): { results: WarmResult[]; used: number; leftOut: WarmSource['leftOut'] } {
  const several = objectivesOf(sweep).length > 1;
  const points = new Map<string, { point: Point; trials: (readonly (number | null)[])[] }>();
  const reasons = new Map<string, number>();
  let used = 0;
  for (const trial of trials) {
    const fit = fitOne(sweep, trial);
    if (typeof fit === 'string') {
      reasons.set(fit, (reasons.get(fit) ?? 0) + 1);
      continue;
    }
    used += 1;
    const key = canonicalJson(fit);
    const isNumber = (value: number | null) => trial.state !== 'diverged' && Number.isFinite(value);
    const values = trial.values.map((value) => (isNumber(value) ? value : null));
    const known = points.get(key);
    if (known === undefined) points.set(key, { point: fit, trials: [values] });
    else known.trials.push(values);
  }
  const results = [...points.values()].map(({ point, trials: own }): WarmResult => {
    const means = own[0]!.map((_, place) => meanOf(own.map((values) => values[place] ?? null)));
    const [first] = means;
    return {
      point,
      objective: first?.mean ?? null,
      objectives: several ? means.map((each) => each?.mean ?? null) : null,
      n: own.length,
      standardError: first?.standardError ?? null,
    };
  });
  const leftOut = [...reasons].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count);
  return { results, used, leftOut };
}

/** The point of this sweep that the trial stands for, or why it stands for none. */
function fitOne(sweep: ResolvedSweep, { state, config }: EarlierTrial): Point | string {
  if (state === 'stopped-early') return 'stopped early, so with no final value';
  if (state !== 'completed' && state !== 'diverged') return 'without a result';
  if (config.recipe !== sweep.recipe) return `of another recipe (${config.recipe})`;
  if (config.dataset !== sweep.dataset) return `on other data (${config.dataset})`;
  const values: Point = { ...config.values, seed: config.seed, steps: config.steps };
  const active = activeAxes(sweep.space, values);
  const point: Record<string, Point[string]> = {};
  for (const { name, dimension } of active) {
    const value = values[name];
    if (value === undefined || !contains(dimension, value)) return `with ${name} outside of its range`;
    if (dimension.kind !== 'constant') point[name] = value;
  }
  for (const [name, value] of Object.entries(sweep.base)) {
    if (name === 'seed' || sweep.warmStart?.ignored.includes(name) || active.some((axis) => axis.name === name))
      continue;
    // A recipe that learnt a setting since behaves by its default as it did before.
    if (values[name] !== undefined && values[name] !== value) return `with another ${name}`;
  }
  return isFeasible(sweep.constraints ?? [], point) ? point : 'that violate a constraint';
}
