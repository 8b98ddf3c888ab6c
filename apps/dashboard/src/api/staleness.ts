import type { SeesawEvent } from '@seesaw/shared/events';
import type { QueryKey } from '@tanstack/react-query';

/** What a batch of events makes stale. Two paces: rows follow at once, curves and samples a little later. */
export interface Staleness {
  readonly sweeps: ReadonlySet<string>;
  /** Trials whose row, attempts or checkpoints changed. */
  readonly trials: ReadonlySet<number>;
  /** Trials with new metric points. */
  readonly curves: ReadonlySet<number>;
  readonly samples: ReadonlySet<number>;
  readonly workers: boolean;
  /** Newest step per trial, written into the cache without a request. */
  readonly steps: ReadonlyMap<number, number>;
}

export function stalenessOf(events: readonly SeesawEvent[]): Staleness {
  const sweeps = new Set<string>();
  const trials = new Set<number>();
  const curves = new Set<number>();
  const samples = new Set<number>();
  const steps = new Map<number, number>();
  let workers = false;
  for (const event of events) {
    if (event.kind === 'worker.state') workers = true;
    if (event.sweepId !== null) sweeps.add(event.sweepId);
    if (event.trialId === null) continue;
    if (event.kind === 'trial.progress') {
      if (event.step !== null) steps.set(event.trialId, event.step);
      curves.add(event.trialId);
      continue;
    }
    trials.add(event.trialId);
    if (event.kind === 'sample.saved') samples.add(event.trialId);
    // A new attempt drops points and samples beyond the step it starts from.
    if (event.kind === 'trial.attempt' || event.kind === 'trial.state') {
      curves.add(event.trialId);
      samples.add(event.trialId);
      workers = true;
    }
  }
  return { sweeps, trials, curves, samples, workers, steps };
}

/** Does the stream say that this query's answer is out of date? Keys as in keys.ts. */
export function isStale(key: QueryKey, stale: Staleness): boolean {
  const [head, first] = key;
  switch (head) {
    case 'sweeps':
      return stale.sweeps.size > 0;
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
    case 'workers':
      return stale.workers;
    default:
      return false;
  }
}

function anyOf(ids: unknown, set: ReadonlySet<number>): boolean {
  return Array.isArray(ids) && ids.some((id) => set.has(Number(id)));
}
