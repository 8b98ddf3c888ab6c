import { Readable } from 'node:stream';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import type { ExportStore, SeriesPart, Store } from '@seesaw/store/storePort';
import { expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { pointsAsCsv, pointsAsJson } from './exportPoints.ts';
import { trialsAsCsv, trialsAsJson } from './exportTrials.ts';

const sweep = { id: 's', name: 'many', pool: 'default', definition: {} } as SweepRow;

/** Ten thousand trials that are made when they are asked for. `asked` counts the pages. */
function manyTrials(count: number) {
  const asked = { pages: 0 };
  const row = (number: number) =>
    ({
      ...{ id: 1000 + number, number, state: 'completed', origin: 'search', attempt: 1, step: 10, score: number / 2 },
      ...{ health: 'ok', configHash: 'h', stateSha: null, pool: null, startedAt: null, endedAt: null },
      config: { recipe: 'ring-mlp', dataset: 'ring', seed: number, steps: 10, values: { loss: 'a,b', lr_d: 0.5 } },
      metrics: number === 2 ? { 'eval/score': { last: 'NaN' } } : {},
    }) as unknown as TrialRow;
  const numbers = (after: number, limit: number) => {
    asked.pages += 1;
    return Array.from({ length: Math.max(0, Math.min(limit, count - after)) }, (_, index) => after + index + 1);
  };
  const exports: ExportStore = {
    settings: async () => ['loss', 'lr_d'],
    trials: async ({ number, limit }) => numbers(number, limit).map(row),
    trialIds: async ({ number, limit }) => numbers(number, limit).map((one) => ({ id: 1000 + one, number: one })),
    points: async ({ trialId, after }) => {
      const value = trialId % 2 === 0 ? 0.25 : Number.POSITIVE_INFINITY;
      const part: SeriesPart = {
        key: 1,
        metric: 'train/d_loss',
        points: { length: 1, step: () => 1, value: () => value },
      };
      return after === null ? [part] : [];
    },
  };
  const store = { exports, metrics: { names: async () => ['eval/score'] } } as unknown as Store;
  return { store, asked };
}

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}

test('the csv of trials has one header, a column of one type for everything, and quotes what needs it', async () => {
  const lines = (await text(trialsAsCsv(manyTrials(1200).store, sweep))).trimEnd().split('\n');
  expect(lines).toHaveLength(1201);
  expect(lines[0]).toBe(
    'number,id,state,origin,attempt,step,score,health,configHash,stateSha,pool,startedAt,endedAt,recipe,dataset,seed,steps,loss,lr_d,eval/score',
  );
  expect(lines[2]).toBe('2,1002,completed,search,1,10,1,ok,h,,default,,,ring-mlp,ring,2,10,"a,b",0.5,NaN');
});

test('with several objectives the csv says who is on the Pareto front', async () => {
  const { store } = manyTrials(2);
  const definition = { metrics: [{ name: 'eval/score', goal: 'minimize' }] } as SweepRow['definition'];
  const lines = (await text(trialsAsCsv(store, { ...sweep, definition }))).trimEnd().split('\n');
  expect(lines[0]).toContain(',steps,onFront,loss,');
});

test('the json of trials is one document, also of none', async () => {
  const many = JSON.parse(await text(trialsAsJson(manyTrials(1001).store, sweep)));
  expect(many.sweep).toEqual(sweep);
  expect(many.trials.map((row: TrialRow) => row.number)).toEqual(Array.from({ length: 1001 }, (_, index) => index + 1));
  expect(JSON.parse(await text(trialsAsJson(manyTrials(0).store, sweep)))).toEqual({ sweep, trials: [] });
});

test('points are long: trial, metric, step, value', async () => {
  expect(await text(pointsAsCsv(manyTrials(2).store, 's'))).toBe(
    'trial,metric,step,value\n1,train/d_loss,1,Infinity\n2,train/d_loss,1,0.25\n',
  );
  expect(JSON.parse(await text(pointsAsJson(manyTrials(2).store, 's')))).toEqual([
    { trial: 1, metric: 'train/d_loss', step: 1, value: 'Infinity' },
    { trial: 2, metric: 'train/d_loss', step: 1, value: 0.25 },
  ]);
  expect(JSON.parse(await text(pointsAsJson(manyTrials(0).store, 's')))).toEqual([]);
});

test('a reader that stops reading stops the database: of ten thousand trials only a few pages are fetched', async () => {
  const { store, asked } = manyTrials(10_000);
  const stream = Readable.from(trialsAsJson(store, sweep), { objectMode: false });
  stream.on('readable', () => undefined);
  await until(() => stream.readableLength > 0, 'the first page is there');
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked.pages).toBeLessThanOrEqual(3);
  stream.destroy();
});
