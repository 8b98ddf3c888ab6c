import { toWireNumber } from '@seesaw/shared/records';
import type { SeriesPoint, Store } from '@seesaw/store/storePort';
import { csvLine } from './exportTrials.ts';

const trialPage = 1000;
const pointPage = 10_000;

interface Page {
  readonly trial: number;
  readonly points: readonly SeriesPoint[];
}

/** Every measured point, long format: `trial,metric,step,value`, by trial, metric and step. */
export async function* pointsAsCsv(store: Store, sweepId: string): AsyncGenerator<string> {
  yield csvLine(['trial', 'metric', 'step', 'value']);
  for await (const { trial, points } of pages(store, sweepId)) {
    yield points.map(({ metric, step, value }) => csvLine([trial, metric, step, value])).join('');
  }
}

/** The same as an array of objects, one a line; NaN and infinities are strings. */
export async function* pointsAsJson(store: Store, sweepId: string): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const { trial, points } of pages(store, sweepId)) {
    const lines = points.map(({ metric, step, value }) =>
      JSON.stringify({ trial, metric, step, value: toWireNumber(value) }),
    );
    yield separator + lines.join(',\n');
    separator = ',\n';
  }
  yield '\n]\n';
}

async function* pages(store: Store, sweepId: string): AsyncGenerator<Page> {
  for await (const { id, number } of trialIds(store, sweepId)) {
    let after: { key: number; step: number } | null = null;
    for (;;) {
      const points: SeriesPoint[] = await store.exports.points({ trialId: id, after, limit: pointPage });
      if (points.length > 0) yield { trial: number, points };
      const last = points.at(-1);
      if (last === undefined || points.length < pointPage) break;
      after = { key: last.key, step: last.step };
    }
  }
}

async function* trialIds(store: Store, sweepId: string): AsyncGenerator<{ id: number; number: number }> {
  let number = 0;
  for (;;) {
    const rows = await store.exports.trialIds({ sweepId, number, limit: trialPage });
    yield* rows;
    if (rows.length < trialPage) return;
    number = rows.at(-1)?.number ?? number;
  }
}
