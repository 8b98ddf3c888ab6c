import { csvField } from '@seesaw/shared/csvField';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import type { Store } from '@seesaw/store/storePort';

/** Rows are read and sent in pages of this many, so a sweep of any size takes the memory of one. */
const page = 500;

type Cell = Scalar | null | undefined;

/** `{"sweep": …, "trials": [` and one trial a line. */
export async function* trialsAsJson(store: Store, sweep: SweepRow): AsyncGenerator<string> {
  yield `{"sweep":${JSON.stringify(sweep)},\n"trials":[`;
  let separator = '\n';
  for await (const rows of trialPages(store, sweep.id)) {
    yield separator + rows.map((row) => JSON.stringify(row)).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/**
 * One trial a line: facts, then every hyperparameter, then the last value of every metric; each column has one type. What a
 * trial does not have is empty; NaN and infinities are written by these names.
 */
export async function* trialsAsCsv(store: Store, sweep: SweepRow): AsyncGenerator<string> {
  const [settings, metrics] = await Promise.all([store.exports.settings(sweep.id), store.metrics.names(sweep.id)]);
  const columns = trialColumns(sweep, settings, metrics);
  yield csvLine(columns.map(({ title }) => title));
  for await (const rows of trialPages(store, sweep.id)) {
    yield rows.map((row) => csvLine(columns.map(({ of }) => of(row)))).join('');
  }
}

function trialColumns(
  sweep: SweepRow,
  settings: readonly string[],
  metrics: readonly string[],
): { title: string; of: (row: TrialRow) => Cell }[] {
  const facts: Record<string, (row: TrialRow) => Cell> = {
    number: (row) => row.number,
    id: (row) => row.id,
    state: (row) => row.state,
    origin: (row) => row.origin,
    attempt: (row) => row.attempt,
    step: (row) => row.step,
    score: (row) => row.score,
    health: (row) => row.health,
    configHash: (row) => row.configHash,
    stateSha: (row) => row.stateSha,
    pool: (row) => row.pool ?? sweep.pool,
    startedAt: (row) => row.startedAt,
    endedAt: (row) => row.endedAt,
    recipe: (row) => row.config.recipe,
    dataset: (row) => row.config.dataset,
    seed: (row) => row.config.seed,
    steps: (row) => row.config.steps,
  };
  const front = { title: 'onFront', of: (row: TrialRow) => row.onFront };
  return [
    ...Object.entries(facts).map(([title, of]) => ({ title, of })),
    ...(sweep.definition.metrics === undefined ? [] : [front]),
    ...settings.map((name) => ({ title: name, of: (row: TrialRow) => row.config.values[name] })),
    ...metrics.map((name) => ({ title: name, of: (row: TrialRow) => row.metrics[name]?.last })),
  ];
}

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => csvField(String(cell ?? ''))).join(',')}\n`;
}

async function* trialPages(store: Store, sweepId: string): AsyncGenerator<TrialRow[]> {
  let number = 0;
  for (;;) {
    const rows = await store.exports.trials({ sweepId, number, limit: page });
    if (rows.length > 0) yield rows;
    if (rows.length < page) return;
    number = rows.at(-1)?.number ?? number;
  }
}
