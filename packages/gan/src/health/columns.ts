import type { MetricColumns } from '@seesaw/shared/health';
import type { MetricRow } from './seen.ts';

export function columnsOf(rows: readonly MetricRow[]): MetricColumns {
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return {
    steps: rows.map(({ step }) => step),
    values: Object.fromEntries(names.map((name) => [name, rows.map(({ values }) => values[name] ?? null)])),
  };
}

export function rowsOf({ steps, values }: MetricColumns): MetricRow[] {
  const columns = Object.entries(values);
  return steps.map((step, i) => ({
    step,
    values: Object.fromEntries(
      columns.flatMap(([name, column]) => (typeof column[i] === 'number' ? [[name, column[i]]] : [])),
    ),
  }));
}
