import type { SeesawEvent } from '@seesaw/shared/events';
import type { QueryKey } from '@tanstack/react-query';

/**
 * What a batch of events makes stale. `soon`: what a person waits for, such as a change of state. `later`: everything else
 * that moves while trials train; lists of a thousand rows and curves are not fetched again for every step.
 */
export type Pace = 'soon' | 'later';

export interface Staleness {
  readonly list: boolean;
  readonly sweeps: ReadonlySet<string>;
  /** Trials whose row, attempts or checkpoints changed. */
  readonly trials: ReadonlySet<number>;
  /** Trials with new metric points. */
  readonly curves: ReadonlySet<number>;
  readonly samples: ReadonlySet<number>;
  /** Trials whose verdict changed, or whose attempt did, which takes verdicts back. */
  readonly verdicts: ReadonlySet<number>;
  readonly workers: boolean;
}

const quietKinds: ReadonlySet<string> = new Set(['trial.progress', 'sample.saved', 'checkpoint.saved']);

export function stalenessOf(events: readonly SeesawEvent[], pace: Pace): Staleness {
  const sweeps = new Set<string>();
  const trials = new Set<number>();
  const curves = new Set<number>();
  const samples = new Set<number>();
  const verdicts = new Set<number>();
  let list = false;
  let workers = false;
  const deleted = new Set(events.flatMap(({ kind, sweepId }) => (kind === 'sweep.deleted' ? [sweepId] : [])));
  for (const { kind, sweepId, trialId } of events) {
    const isQuiet = quietKinds.has(kind);
    if (sweepId !== null && isQuiet === (pace === 'later')) list = true;
    // Nothing of it can be asked for any more, and whoever deleted it still looks at its page while bytes are removed.
    if (sweepId !== null && deleted.has(sweepId)) continue;
    if (pace === 'later') {
      if (isQuiet && sweepId !== null) sweeps.add(sweepId);
      if (trialId !== null && kind === 'trial.progress') curves.add(trialId);
      if (trialId !== null && isQuiet) trials.add(trialId);
      continue;
    }
    if (kind === 'worker.state' || kind === 'trial.attempt' || kind === 'trial.state') workers = true;
    if (sweepId !== null && !isQuiet) sweeps.add(sweepId);
    if (trialId === null) continue;
    if (!isQuiet) trials.add(trialId);
    if (kind === 'sample.saved') samples.add(trialId);
    if (kind === 'trial.health' || kind === 'trial.attempt') verdicts.add(trialId);
    // A new attempt drops points and samples beyond the step it starts from.
    if (kind === 'trial.attempt' || kind === 'trial.state') {
      curves.add(trialId);
      samples.add(trialId);
    }
  }
  return { list, sweeps, trials, curves, samples, verdicts, workers };
}

/** Newest step per trial: written into the cache at once, without a request. */
export function newestSteps(events: readonly SeesawEvent[]): Map<number, number> {
  const steps = new Map<number, number>();
  for (const { kind, trialId, step } of events) {
    if (kind === 'trial.progress' && trialId !== null && step !== null) steps.set(trialId, step);
  }
  return steps;
}

/** Does the stream say that this query's answer is out of date? Keys as in keys.ts. */
export function isStale(key: QueryKey, stale: Staleness): boolean {
  const [head, first] = key;
  switch (head) {
    case 'sweeps':
      return stale.list;
    case 'sweep':
    case 'trials':
    case 'metricNames':
    case 'events':
      return stale.sweeps.has(String(first));
    case 'trial':
    case 'attempts':
    case 'checkpoints':
      return stale.trials.has(Number(first));
    case 'logs':
      return stale.trials.has(Number(first)) || stale.curves.has(Number(first));
    case 'curves':
      return anyOf(first, stale.curves);
    case 'samples':
      return anyOf(first, stale.samples);
    case 'verdicts':
      return anyOf(first, stale.verdicts);
    case 'workers':
      return stale.workers;
    default:
      return false;
  }
}

function anyOf(ids: unknown, set: ReadonlySet<number>): boolean {
  return Array.isArray(ids) && ids.some((id) => set.has(Number(id)));
}
