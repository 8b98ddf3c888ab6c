import type { EventKind, SeesawEvent } from '@seesaw/shared/events';
import { describe, expect, it } from 'vitest';
import { keys } from './keys.ts';
import { isStale, newestSteps, stalenessOf } from './staleness.ts';

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

const curvesOf = (trialIds: number[]) => keys.curves({ trialIds, metrics: ['m'], buckets: 10 });

describe('what an event makes stale', () => {
  it('progress moves the step at once, and refreshes lists and the curves that show the trial only later', () => {
    const events = [event('trial.progress', 3, 450), event('trial.progress', 3, 500)];
    expect(newestSteps(events).get(3)).toBe(500);
    const soon = stalenessOf(events, 'soon');
    expect([keys.overviewTrials('s1', 1000), keys.trial(3), curvesOf([3])].some((key) => isStale(key, soon))).toBe(
      false,
    );
    const later = stalenessOf(events, 'later');
    expect([keys.overviewTrials('s1', 1000), keys.trial(3), curvesOf([1, 3])].every((key) => isStale(key, later))).toBe(
      true,
    );
    expect(isStale(curvesOf([1, 2]), later)).toBe(false);
  });

  it('a change of state is shown soon, and not asked for again later', () => {
    const events = [event('trial.state', 3)];
    expect(isStale(keys.overviewTrials('s1', 1000), stalenessOf(events, 'soon'))).toBe(true);
    expect(isStale(keys.overviewTrials('s1', 1000), stalenessOf(events, 'later'))).toBe(false);
  });

  it('a new attempt refreshes curves and samples, because points beyond its start are gone', () => {
    const stale = stalenessOf([event('trial.attempt', 3, 200)], 'soon');
    expect(isStale(keys.samples([3]), stale)).toBe(true);
    expect(isStale(curvesOf([3]), stale)).toBe(true);
  });

  it('of a sweep that was deleted nothing is asked for again, but the list is', () => {
    const stale = stalenessOf([event('sweep.state', null), event('sweep.deleted', null)], 'soon');
    expect(isStale(keys.overviewTrials('s1', 1000), stale) || isStale(keys.sweep('s1'), stale)).toBe(false);
    expect(isStale(keys.sweeps, stale)).toBe(true);
  });

  it('never touches what a person is typing or what cannot change', () => {
    for (const pace of ['soon', 'later'] as const) {
      const stale = stalenessOf([event('sweep.state', null), event('trial.progress', 3)], pace);
      expect([keys.validation('x'), keys.catalog, keys.yaml('s1')].some((key) => isStale(key, stale))).toBe(false);
    }
  });

  it('a worker event refreshes the workers and no sweep', () => {
    const stale = stalenessOf([event('worker.state', null)], 'soon');
    expect(isStale(keys.workers, stale)).toBe(true);
    expect(isStale(keys.sweeps, stale)).toBe(false);
  });
});
