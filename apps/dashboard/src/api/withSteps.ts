import type { TrialTable } from '@seesaw/shared/queries';
import type { TrialRow } from '@seesaw/shared/records';

/**
 * An answer about the trials of a sweep with newer steps in it: rows, tables of columns, or pages of either. Anything else, and what
 * holds none of the trials, comes back as it is.
 */
export function withSteps(data: unknown, steps: ReadonlyMap<number, number>): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if ('pages' in data && Array.isArray(data.pages)) {
    const pages = data.pages.map((page: unknown) => withSteps(page, steps));
    return pages.every((page, index) => page === (data.pages as unknown[])[index]) ? data : { ...data, pages };
  }
  if ('columns' in data && 'rows' in data) return tableWithSteps(data as TrialTable, steps);
  if ('items' in data && 'total' in data) {
    const { items } = data as { items: TrialRow[] };
    return items.some(({ id }) => steps.has(id))
      ? { ...data, items: items.map((row) => rowWithStep(row, steps)) }
      : data;
  }
  return data;
}

export function rowWithStep(trial: TrialRow, steps: ReadonlyMap<number, number>): TrialRow {
  const step = steps.get(trial.id);
  if (step === undefined || step === trial.step) return trial;
  return { ...trial, step, maxStep: Math.max(step, trial.maxStep) };
}

function tableWithSteps(table: TrialTable, steps: ReadonlyMap<number, number>): TrialTable {
  const [idAt, stepAt, maxStepAt] = ['id', 'step', 'maxStep'].map((column) => table.columns.indexOf(column));
  if (idAt === undefined || stepAt === undefined || maxStepAt === undefined || idAt < 0) return table;
  let moved = false;
  const rows = table.rows.map((row) => {
    const step = steps.get(Number(row[idAt]));
    if (step === undefined || step === row[stepAt]) return row;
    moved = true;
    return row.map((cell, at) => (at === stepAt ? step : at === maxStepAt ? Math.max(step, Number(cell)) : cell));
  });
  return moved ? { ...table, rows } : table;
}
