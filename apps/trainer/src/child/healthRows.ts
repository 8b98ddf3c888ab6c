import type { MetricRow } from '@seesaw/gan/health/seen';

/** Every report judges all rows again: without a bound a long training would spend most of its time on that. */
const mostRows = 500;

/** The rows that health is judged by: all of a short training, of a long one an even share of its evaluations and of the rest. */
export interface HealthRows {
  /** Takes the newest row; answers what to judge now, oldest first, the newest always among it. Valid until the next call. */
  add(row: MetricRow): readonly MetricRow[];
}

export function createHealthRows(most = mostRows): HealthRows {
  // Evaluations are few and say what no other row does.
  const evaluations = evenShare(most / 4);
  const others = evenShare((most * 3) / 4);
  let rows: MetricRow[] = [];
  return {
    add(row) {
      const change = (isEvaluation(row) ? evaluations : others).add(row);
      if (change === 'passed over') return [...rows, row];
      if (change === 'kept') rows.push(row);
      else rows = [...evaluations.rows(), ...others.rows()].sort((a, b) => a.step - b.step);
      return rows.at(-1) === row ? rows : [...rows, row];
    },
  };
}

/** Keeps every row, then every second, every fourth… so that never more than `most` are kept. */
function evenShare(most: number): {
  add(row: MetricRow): 'kept' | 'passed over' | 'thinned';
  rows(): readonly MetricRow[];
} {
  let kept: MetricRow[] = [];
  let every = 1;
  let seen = 0;
  return {
    add(row) {
      const keeps = seen % every === 0;
      if (keeps) kept.push(row);
      seen += 1;
      if (kept.length <= most) return keeps ? 'kept' : 'passed over';
      kept = kept.filter((_, place) => place % 2 === 0);
      every *= 2;
      return 'thinned';
    },
    rows: () => kept,
  };
}

function isEvaluation({ values }: MetricRow): boolean {
  return Object.keys(values).some((name) => name.startsWith('eval/'));
}
