import { csvField } from '@seesaw/shared/csvField';
import { toWireNumber } from '@seesaw/shared/records';
import type { SeriesPart, Store } from '@seesaw/store/storePort';
import { csvLine } from './exportTrials.ts';

const trialPage = 1000;
const pointPage = 10_000;
/** Lines that are put together before they go out: about 50 KB, short-lived enough to never leave the young heap. */
const linesAtOnce = 1000;

interface Part extends SeriesPart {
  readonly trial: number;
}

/** Every measured point, long format: `trial,metric,step,value`, by trial, metric and step. */
export async function* pointsAsCsv(store: Store, sweepId: string): AsyncGenerator<string> {
  yield csvLine(['trial', 'metric', 'step', 'value']);
  for await (const part of parts(store, sweepId)) {
    const series = `${part.trial},${csvField(part.metric)},`;
    yield* chunks(part, (step, value) => `${series}${step},${value}\n`);
  }
}

/** The same as an array of objects, one a line; NaN and infinities are strings. */
export async function* pointsAsJson(store: Store, sweepId: string): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const part of parts(store, sweepId)) {
    const series = `{"trial":${part.trial},"metric":${JSON.stringify(part.metric)},"step":`;
    yield* chunks(part, (step, value) => {
      const line = `${separator}${series}${step},"value":${JSON.stringify(toWireNumber(value))}}`;
      separator = ',\n';
      return line;
    });
  }
  yield '\n]\n';
}

function* chunks({ points }: Part, line: (step: number, value: number) => string): Generator<string> {
  for (let from = 0; from < points.length; from += linesAtOnce) {
    let chunk = '';
    const to = Math.min(from + linesAtOnce, points.length);
    for (let index = from; index < to; index += 1) chunk += line(points.step(index), points.value(index));
    yield chunk;
  }
}

async function* parts(store: Store, sweepId: string): AsyncGenerator<Part> {
  for await (const { id, number } of trialIds(store, sweepId)) {
    let after: { key: number; step: number } | null = null;
    for (;;) {
      const page: SeriesPart[] = await store.exports.points({ trialId: id, after, limit: pointPage });
      let count = 0;
      for (const part of page) {
        count += part.points.length;
        yield { ...part, trial: number };
      }
      const last = page.at(-1);
      if (last === undefined || count < pointPage) break;
      after = { key: last.key, step: last.points.step(last.points.length - 1) };
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
