import { randomUUID } from 'node:crypto';
import { testMlflow } from '@seesaw/local/testServices';
import { beforeAll, expect, test } from 'vitest';
import { createMlflowClient, type MlflowClient } from './client.ts';
import { MlflowRefused } from './errors.ts';
import { LIMITS } from './limits.ts';

let client: MlflowClient;
let experimentId: string;
beforeAll(async () => {
  client = createMlflowClient({ baseUrl: (await testMlflow()).url });
  experimentId = (await client.experiments.getOrCreate(`metrics ${randomUUID()}`)).id;
}, 300_000);

const startRun = async () => (await client.runs.create({ experimentId, name: 'run', startTimeMs: 0 })).id;

const curve = (key: string, points: number) =>
  Array.from({ length: points }, (_, step) => ({ key, value: Math.sin(step), timestampMs: 1_000_000 + step, step }));

test('a large batch arrives whole, and sending it again doubles nothing', { timeout: 60_000 }, async () => {
  const runId = await startRun();
  const metrics = [...curve('train/d_loss', 700), ...curve('train/g_loss', 700)];
  const params = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`p${i}`, String(i)]));
  const tags = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`t${i}`, String(i)]));
  const logged = await client.metrics.logBatch(runId, { metrics, params, tags });
  expect(logged.nonFinite).toEqual({});
  await client.metrics.logBatch(runId, { metrics, params, tags });

  expect(await client.metrics.history(runId, 'train/d_loss', { pageSize: 300 })).toEqual(curve('train/d_loss', 700));
  expect(await client.metrics.history(runId, 'train/g_loss')).toEqual(curve('train/g_loss', 700));
  const run = await client.runs.get(runId);
  expect(run.params).toEqual(params);
  expect(run.tags).toMatchObject(tags);
  expect(run.latestMetrics['train/d_loss']).toMatchObject({ step: 699, value: Math.sin(699) });
});

test('doubles come back bit for bit', async () => {
  const runId = await startRun();
  const values = [0.1, -1 / 3, Number.MAX_VALUE, Number.MIN_VALUE, 1e-300, Number.MAX_SAFE_INTEGER];
  const metrics = values.map((value, step) => ({ key: 'm', value, timestampMs: step, step }));
  await client.metrics.logBatch(runId, { metrics });
  expect((await client.metrics.history(runId, 'm')).map(({ value }) => value)).toEqual(values);
});

test('NaN and infinities are not sent and are counted', async () => {
  const runId = await startRun();
  const values = [1, Number.NaN, Number.POSITIVE_INFINITY];
  const metrics = values.map((value, step) => ({ key: 'm', value, timestampMs: step, step }));
  expect((await client.metrics.logBatch(runId, { metrics })).nonFinite).toEqual({ m: 2 });
  expect((await client.metrics.history(runId, 'm')).map(({ value }) => value)).toEqual([1]);
});

test('a batch of nothing sends nothing', async () => {
  expect(await client.metrics.logBatch('no-such-run', {})).toEqual({ requests: 0, nonFinite: {} });
});

test('a param is kept whole up to the limit and refused above it', async () => {
  const runId = await startRun();
  const value = '😀'.repeat(LIMITS.paramValueLength);
  await client.metrics.logBatch(runId, { params: { p: value } });
  expect((await client.runs.get(runId)).params.p).toBe(value);
  const longer = client.metrics.logBatch(runId, { params: { q: `${value}x` } });
  await expect(longer).rejects.toThrow(/6001 characters, at most 6000/);
});

test('another value for a param that exists is refused, and none of the metrics behind it are written', async () => {
  const runId = await startRun();
  await client.metrics.logBatch(runId, { params: { lr: '1' } });
  const conflict = client.metrics.logBatch(runId, { params: { lr: '2' }, metrics: curve('m', 3) });
  await expect(conflict).rejects.toBeInstanceOf(MlflowRefused);
  expect(await client.metrics.history(runId, 'm')).toEqual([]);
});

test('keys that this client allows are allowed by the server', async () => {
  const runId = await startRun();
  const keys = ['train/d_loss', 'a b', 'x:y', 'größe', 'v1.2-3_4', 'k'.repeat(LIMITS.keyLength)];
  await client.metrics.logBatch(runId, {
    metrics: keys.map((key) => ({ key, value: 1, timestampMs: 0, step: 0 })),
    params: Object.fromEntries(keys.map((key) => [key, 'v'])),
  });
  expect(Object.keys((await client.runs.get(runId)).params).sort()).toEqual([...keys].sort());
});
