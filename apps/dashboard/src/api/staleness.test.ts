import type { EventKind, SeesawEvent } from '@seesaw/shared/events';
import { describe, expect, it } from 'vitest';
import { keys } from './keys.ts';
import { isStale, stalenessOf } from './staleness.ts';

function event(kind: EventKind, trialId: number | null, step: number | null = null): SeesawEvent {
  return {
    id: 1,
    kind,
    sweepId: kind === 'worker.state' ? null : 's1',
    trialId,
    trialNumber: trialId,
    attempt: 1,
    step,
    at: '2026-01-01T00:00:00Z',
    message: '',
    data: {},
  };
}

describe('what an event makes stale', () => {
  it('progress refreshes the curves that show the trial and leaves other curves alone', () => {
    const stale = stalenessOf([event('trial.progress', 3, 500)]);
    expect(isStale(keys.curves({ trialIds: [1, 3], metrics: ['m'], buckets: 10 }), stale)).toBe(true);
    expect(isStale(keys.curves({ trialIds: [1, 2], metrics: ['m'], buckets: 10 }), stale)).toBe(false);
    expect(stale.steps.get(3)).toBe(500);
  });

  it('progress asks for no attempts, checkpoints or samples', () => {
    const stale = stalenessOf([event('trial.progress', 3, 500)]);
    expect([keys.attempts(3), keys.checkpoints(3), keys.samples([3])].map((key) => isStale(key, stale))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('a new attempt refreshes curves and samples, because points beyond its start are gone', () => {
    const stale = stalenessOf([event('trial.attempt', 3, 200)]);
    expect(isStale(keys.samples([3]), stale)).toBe(true);
    expect(isStale(keys.curves({ trialIds: [3], metrics: ['m'], buckets: 10 }), stale)).toBe(true);
  });

  it('never touches what a person is typing or what cannot change', () => {
    const stale = stalenessOf([event('sweep.state', null), event('trial.state', 3)]);
    expect([keys.validation('x'), keys.catalog, keys.yaml('s1')].some((key) => isStale(key, stale))).toBe(false);
  });

  it('a worker event refreshes the workers and no sweep', () => {
    const stale = stalenessOf([event('worker.state', null)]);
    expect(isStale(keys.workers, stale)).toBe(true);
    expect(isStale(keys.sweeps, stale)).toBe(false);
  });
});
