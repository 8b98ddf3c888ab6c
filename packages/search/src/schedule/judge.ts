import { assertNever } from '@seesaw/shared/assertNever';
import type { EarlyTerminate } from '@seesaw/shared/earlyTerminate';
import type { Decision, Standing } from '@seesaw/shared/standing';

/**
 * Whether a trial that reached a decision step goes on. Pure: a function of how the trials that reached this step by now
 * stood at it.
 *
 * - asha, hyperband (Li et al. 2020 and 2018): it is among the best 1/eta of those that reached the rung. `stop` decides at
 *   once, the first trial at a rung always goes on; `promote` lets it wait until enough trials are there. Hyperband compares
 *   within a bracket.
 * - median (Golovin et al. 2017, 3.2.1): its best value so far is no worse than the median of the others' running means.
 * - threshold, patience: it alone is looked at.
 *
 * @param standings every trial that reached the step, the judged one among them
 */
export function judge(
  rule: EarlyTerminate,
  goal: 'minimize' | 'maximize',
  number: number,
  standings: readonly Standing[],
): Decision {
  const own = standings.find((standing) => standing.number === number);
  if (own === undefined) return { kind: 'continue' };
  const better = (a: number | null, b: number | null) => cost(a, goal) < cost(b, goal);
  switch (rule.type) {
    case 'asha':
      return halve(standings, rule.eta, rule.mode === 'promote');
    case 'hyperband': {
      const bracket = number % rule.brackets;
      return halve(
        standings.filter((standing) => standing.number % rule.brackets === bracket),
        rule.eta,
        false,
      );
    }
    case 'median': {
      const others = standings.filter((standing) => standing.number !== number);
      if (others.length < rule.minTrials) return { kind: 'continue' };
      const middle = median(others.map((standing) => cost(standing.mean, goal)));
      if (cost(own.best, goal) <= middle) return { kind: 'continue' };
      return stop(`its best value ${show(own.best)} is worse than the median of ${others.length} other trials`);
    }
    case 'threshold': {
      const { above, below } = rule;
      if (own.value === null) return { kind: 'continue' };
      if (above !== null && own.value > above) return stop(`${rule.metric} is ${show(own.value)}, above ${above}`);
      if (below !== null && own.value < below) return stop(`${rule.metric} is ${show(own.value)}, below ${below}`);
      return { kind: 'continue' };
    }
    case 'patience': {
      if (cost(own.earlierBest, goal) - cost(own.best, goal) > rule.minDelta) return { kind: 'continue' };
      return stop(`its objective did not get better than ${show(own.earlierBest)} in ${rule.steps} steps`);
    }
    default:
      return assertNever(rule, 'rule');
  }

  function halve(rivals: readonly Standing[], eta: number, promotes: boolean): Decision {
    const value = own?.value ?? null;
    const rank = 1 + rivals.filter((rival) => better(rival.value, value)).length;
    const places = Math.floor(rivals.length / eta);
    if (rank <= (promotes ? places : Math.max(1, places))) return { kind: 'continue' };
    if (promotes) return { kind: 'wait' };
    return stop(`number ${rank} of ${rivals.length} at this rung, 1 in ${eta} goes on`);
  }
}

/** Small is good; nothing is worse than no value. */
function cost(value: number | null, goal: 'minimize' | 'maximize'): number {
  if (value === null || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
  return goal === 'minimize' ? value : -value;
}

function stop(why: string): Decision {
  return { kind: 'stop', why };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function show(value: number | null): string {
  return value === null ? 'none' : String(Number(value.toPrecision(4)));
}
