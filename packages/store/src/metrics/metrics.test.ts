import { compactCurvesSchema, curveReplySchema } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import fc from 'fast-check';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import type { MetricPoint } from '../storePort.ts';
import { begin, runningTrial } from '../testing/exampleSweep.ts';
import { databaseUrl, store } from '../testing/testStore.ts';

function series(metric: string, values: readonly number[]): MetricPoint[] {
  return values.map((value, step) => ({ metric, step, value, at: 1_000 + step }));
}

const wholeCurve = { buckets: 300 };

test('a stretch has the points after one step and up to another, of the metrics that have any there', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const points = [...series('a', [0, 1, 2, 3, 4]), ...series('b', [5, 6]), ...series('c', [7, Number.NaN, 9])];
  await store.metrics.append({ trialId, attempt, points });
  const stretch = await store.metrics.stretch({ trialId, metrics: ['a', 'b', 'c', 'none'], afterStep: 1, toStep: 3 });
  expect(Object.fromEntries(stretch)).toEqual({
    a: [
      { step: 2, value: 2 },
      { step: 3, value: 3 },
    ],
    c: [{ step: 2, value: 9 }],
  });
});

test('NaN and the infinities come back as they were', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const values = [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -0.1];
  await store.metrics.append({ trialId, attempt, points: series('m', values) });
  const stored = await store.metrics.all({ trialId, metric: 'm' });
  expect(stored.map((point) => point.value)).toEqual(values);
  expect(stored[1]).toEqual({ step: 1, value: Number.NaN, at: '1970-01-01T00:00:01.001Z', attempt });
  const { metrics } = await store.trials.get(trialId);
  expect(metrics.m).toEqual({
    last: -0.1,
    lastStep: 5,
    min: '-Infinity',
    minStep: 3,
    max: 'Infinity',
    maxStep: 2,
    count: 6,
  });
  const [curve] = (await store.metrics.curves({ trialIds: [trialId], metrics: ['m'], ...wholeCurve })).series;
  expect(curve?.nonFiniteSteps).toEqual([1, 2, 3]);
  expect(curve?.last[1]).toBe('NaN');
});

test('a batch that is sent again changes nothing, one that overlaps counts each step once', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const points = series('m', [4, 2, 8]);
  await store.metrics.append({ trialId, attempt, points });
  const before = await store.trials.get(trialId);
  await store.metrics.append({ trialId, attempt, points });
  expect(await store.trials.get(trialId)).toEqual(before);
  await store.metrics.append({ trialId, attempt, points: series('m', [4, 2, 9, 1]) });
  const { metrics } = await store.trials.get(trialId);
  expect(metrics.m).toEqual({ last: 1, lastStep: 3, min: 1, minStep: 3, max: 9, maxStep: 2, count: 4 });
});

test('of two values of a metric at a step in one batch the later one counts', async () => {
  const { trialId, attempt } = await runningTrial(store);
  await store.metrics.append({ trialId, attempt, points: [...series('m', [4, 2]), ...series('m', [9])] });
  const { metrics } = await store.trials.get(trialId);
  expect(metrics.m).toEqual({ last: 2, lastStep: 1, min: 2, minStep: 1, max: 9, maxStep: 0, count: 2 });
});

test('a curve that was ended, and then goes on, is truncated or gets late points says what its points say', async () => {
  const step = fc.nat(9000);
  const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -5, max: 5 }) }, fc.constant(Number.NaN));
  const late = fc.array(fc.record({ metric: fc.constantFrom('a', 'b'), step, value, at: fc.constant(0) }), {
    maxLength: 20,
  });
  const lengths = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }));
  await fc.assert(
    fc.asyncProperty(lengths, late, step, fc.integer({ min: 2, max: 400 }), async (ends, points, fromStep, buckets) => {
      const { sweepId, trialId, attempt } = await runningTrial(store);
      const at = { trialId, attempt };
      const dense = (from: number, count: number) =>
        ['a', 'b'].flatMap((metric) =>
          Array.from({ length: count }, (_, index) => {
            const one = from + index;
            return { metric, step: one, value: Math.round(1e6 * Math.sin(one * one)), at: one };
          }),
        );
      await store.metrics.append({ ...at, points: dense(0, ends[0]) });
      await store.segments.finish({ ...at, state: 'cancelled', step: ends[0], message: 'cancelled' });
      await agree(trialId, buckets);
      const { selectionId } = await store.sweeps.saveSelection({ sweepId, numbers: [1] });
      await store.sweeps.applyCommand({
        sweepId,
        command: { kind: 'retry', from: 'checkpoint', selectionId },
        commandId: `${trialId}`,
      });
      await begin(store, trialId);
      const next = { trialId, attempt: attempt + 1 };
      await store.segments.truncate({ ...next, fromStep: Math.min(fromStep, ends[0]) });
      await agree(trialId, buckets);
      await store.metrics.append({ ...next, points });
      await store.metrics.append({ ...next, points: dense(fromStep, ends[1]) });
      await agree(trialId, buckets);
    }),
    { numRuns: 10 },
  );
});

test('the score is the last finite value of the objective', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  await store.metrics.append({ trialId, attempt, points: series('eval/score', [3, 0.5]) });
  expect((await store.sweeps.get(sweepId)).bestScore).toBe(0.5);
  await store.metrics.append({
    trialId,
    attempt,
    points: [{ metric: 'eval/score', step: 9, value: Number.NaN, at: 0 }],
  });
  expect((await store.trials.get(trialId)).score).toBeNull();
  await begin(store, trialId);
  await store.segments.truncate({ trialId, attempt: attempt + 1, fromStep: 1 });
  expect((await store.trials.get(trialId)).score).toBe(0.5);
});

test('a step that is no step is refused and nothing of its batch is stored', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const points = [...series('m', [1]), { metric: 'm', step: 1.5, value: 1, at: 0 }];
  await expect(store.metrics.append({ trialId, attempt, points })).rejects.toThrow(/step 1.5/);
  expect(await store.metrics.all({ trialId, metric: 'm' })).toEqual([]);
});

test('truncating drops what lies beyond the step and keeps the rest, from 0 it drops everything', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const at = { trialId, attempt };
  await store.metrics.append({ ...at, points: [...series('long', [5, 1, 7, 0, 9]), ...series('short', [2])] });
  for (const step of [0, 2, 4]) {
    await store.samples.save({ ...at, step, kind: 'points', pngLocation: 'a', tensorsLocation: 'b', facts: {} });
    await store.checkpoints.save({ ...at, step, stateSha: `s${step}`, bytes: 1, location: 'spool@h:x', manifest: {} });
  }
  const second = (await begin(store, trialId)).attempt;
  await store.segments.truncate({ trialId, attempt: second, fromStep: 2 });
  const row = await store.trials.get(trialId);
  expect(row.metrics.long).toEqual({ last: 7, lastStep: 2, min: 1, minStep: 1, max: 7, maxStep: 2, count: 3 });
  expect(row.metrics.short?.count).toBe(1);
  expect([row.step, row.maxStep, row.checkpointStep, row.stateSha]).toEqual([2, 4, 2, 's2']);
  expect((await store.samples.list({ trialIds: [trialId], limit: 10 })).items.map((sample) => sample.step)).toEqual([
    0, 2,
  ]);
  expect((await store.trials.attempts(trialId))[1]?.fromStep).toBe(2);

  await store.segments.truncate({ trialId, attempt: second, fromStep: 0 });
  const empty = await store.trials.get(trialId);
  expect([empty.metrics, empty.checkpointStep, empty.step, empty.maxStep]).toEqual([{}, null, 0, 4]);
  expect((await store.samples.list({ trialIds: [trialId], limit: 10 })).items).toEqual([]);
});

test('however points are batched, repeated and truncated, summaries and curves say what the points say', async () => {
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
    fc.constantFrom(Number.NaN, 1 / 0, -1 / 0),
  );
  const point = fc.record({ metric: fc.constantFrom('a', 'b'), step: fc.nat(5000), value, at: fc.constant(0) });
  const batches = fc.array(fc.array(point, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(batches, fc.nat(5000), fc.integer({ min: 2, max: 40 }), async (sent, fromStep, buckets) => {
      const { trialId, attempt } = await runningTrial(store);
      for (const points of sent) await store.metrics.append({ trialId, attempt, points });
      await agree(trialId, buckets);
      await begin(store, trialId);
      await store.segments.truncate({ trialId, attempt: attempt + 1, fromStep });
      await agree(trialId, buckets);
    }),
    { numRuns: 12 },
  );
});

/** Compares with a naive fold of all stored points; ties of an extreme may name any of its steps. */
async function agree(trialId: number, buckets: number): Promise<void> {
  const { metrics } = await store.trials.get(trialId);
  const reply = await store.metrics.curves({ trialIds: [trialId], metrics: ['a', 'b'], buckets });
  expect(curveReplySchema.parse(reply)).toEqual(reply);
  for (const metric of ['a', 'b']) {
    const points = await store.metrics.all({ trialId, metric });
    const summary = metrics[metric];
    const curve = reply.series.find((one) => one.metric === metric);
    if (points.length === 0) {
      expect([summary, curve]).toEqual([undefined, undefined]);
      continue;
    }
    const numbers = points.map((point) => point.value).filter((value) => !Number.isNaN(value));
    const last = points.at(-1)!;
    const [min, max] = numbers.length === 0 ? [null, null] : [Math.min(...numbers), Math.max(...numbers)];
    expect(summary).toMatchObject({ last: toWireNumber(last.value), lastStep: last.step, count: points.length });
    expect([summary?.min, summary?.max]).toEqual([
      min === null ? null : toWireNumber(min),
      max === null ? null : toWireNumber(max),
    ]);
    if (min !== null) expect(points.find((point) => point.step === summary?.minStep)?.value).toBe(min);
    if (max !== null) expect(points.find((point) => point.step === summary?.maxStep)?.value).toBe(max);

    expect(curve?.totalPoints).toBe(points.length);
    expect(curve?.nonFiniteSteps).toEqual(
      points.filter((point) => !Number.isFinite(point.value)).map((point) => point.step),
    );
    expect(curve?.steps).toEqual([...(curve?.steps ?? [])].sort((a, b) => a - b));
    expect(curve?.steps.at(-1)).toBe(last.step);
    expect(curve!.steps.length).toBeLessThanOrEqual(
      Math.max(buckets + 1, points.length <= buckets ? points.length : 0),
    );
    for (const [index, step] of curve!.steps.entries()) {
      const value = points.find((one) => one.step === step)?.value;
      expect(curve?.last[index]).toBe(toWireNumber(value as number));
    }
    const shown = (column: readonly (number | string)[]) => column.map(Number).filter((one) => !Number.isNaN(one));
    if (min !== null) expect(Math.min(...shown(curve!.min))).toBe(min);
    if (max !== null) expect(Math.max(...shown(curve!.max))).toBe(max);
  }
}

test('a curve of a long series keeps its spike, and a zoom shows every point of the range', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const values = Array.from({ length: 20_000 }, (_, step) => (step === 12_345 ? 1000 : Math.sin(step)));
  for (let from = 0; from < values.length; from += 5000) {
    const points = series('m', values).slice(from, from + 5000);
    await store.metrics.append({ trialId, attempt, points });
  }
  const asked = { trialIds: [trialId], metrics: ['m'], buckets: 100 };
  const [whole] = (await store.metrics.curves(asked)).series;
  expect(whole?.totalPoints).toBe(20_000);
  expect(whole?.steps.length).toBeLessThanOrEqual(101);
  expect(Math.max(...(whole?.max.map(Number) ?? []))).toBe(1000);
  const [zoomed] = (await store.metrics.curves({ ...asked, fromStep: 12_340, toStep: 12_349 })).series;
  expect(zoomed?.steps).toEqual([12_340, 12_341, 12_342, 12_343, 12_344, 12_345, 12_346, 12_347, 12_348, 12_349]);
  expect(zoomed?.totalPoints).toBe(10);
});

test('a curve that is read while more of it is folded shows no step twice', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const values = Array.from({ length: 20_000 }, (_, step) => Math.sin(step));
  await store.metrics.append({ trialId, attempt, points: series('m', values) });
  const asked = { trialIds: [trialId], metrics: ['m'], buckets: 100 };
  const sql = postgres(databaseUrl, { max: 1 });
  onTestFinished(() => sql.end());
  // As who asked where its blocks end before they were written, and for the blocks afterwards.
  for (const blocksTo of [512, 8192, 15_360, 19_456]) {
    await sql`update trials set blocks_to = ${blocksTo} where id = ${trialId}`;
    const [curve] = (await store.metrics.curves(asked)).series;
    expect(curve?.totalPoints, `up to ${blocksTo}`).toBe(20_000);
    expect(curve?.steps).toEqual([...new Set(curve?.steps)].sort((a, b) => a - b));
    expect(curve?.steps.at(-1)).toBe(19_999);
  }
});

test('compact curves say the same as the exact ones, rounded, and what they leave out', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  const points = [
    ...series(
      'long',
      Array.from({ length: 1000 }, (_, step) => (step === 700 ? Number.NaN : Math.sin(step) * 1e-7)),
    ),
    ...series('short', [1 / 3, 123_456_789, Number.POSITIVE_INFINITY]),
    ...Array.from({ length: 60 }, (_, index) => ({
      metric: 'gaps',
      step: index < 30 ? index : 900 + index,
      value: index,
      at: 0,
    })),
  ];
  await store.metrics.append({ trialId, attempt, points });
  const metrics = ['long', 'short', 'gaps'];
  const reply = await store.metrics.compactCurves({ sweepId, filter: 'number == 1', metrics, buckets: 50, limit: 10 });
  expect(compactCurvesSchema.parse(JSON.parse(JSON.stringify(reply)))).toEqual(reply);
  const exact = await store.metrics.curves({ trialIds: [trialId], metrics, buckets: 50 });
  expect(reply).toMatchObject({ fromStep: 0, toStep: 999, width: 20, trials: { shown: 1, total: 1 } });
  expect(reply.points.total).toBe(1063);
  const round = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  for (const [index, one] of reply.series.entries()) {
    const whole = exact.series[index]!;
    expect([one.metric, one.points]).toEqual([whole.metric, whole.totalPoints]);
    expect(one.last).toEqual(whole.last.map(round));
    if (one.min !== undefined) expect([one.min, one.max]).toEqual([whole.min.map(round), whole.max.map(round)]);
    if (one.steps !== undefined) expect(one.steps).toEqual(whole.steps);
  }
  const [long, short, gaps] = reply.series;
  expect(long).toMatchObject({ first: 0, nonFinite: [700] });
  expect(long?.last).toHaveLength(50);
  expect(short).toMatchObject({ steps: [0, 1, 2], last: [0.333333, 123_457_000, 'Infinity'], nonFinite: [2] });
  expect(gaps?.steps?.slice(0, 2)).toEqual([15, 29]);
});

test('points after a step, and how many values are no finite numbers', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const points = [...series('m', [1, Number.NaN, 3, Number.POSITIVE_INFINITY]), ...series('fine', [1, 2])];
  await store.metrics.append({ trialId, attempt, points });
  const after = await store.metrics.all({ trialId, metric: 'm', afterStep: 1 });
  expect(after.map((point) => point.step)).toEqual([2, 3]);
  expect(await store.metrics.nonFinite(trialId)).toEqual({ m: 2 });
});

test('a sweep knows the names of its metrics, and curves come in the order asked for', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  await store.metrics.append({ trialId, attempt, points: [...series('z', [1]), ...series('y', [1])] });
  expect(await store.metrics.names(sweepId)).toEqual(['y', 'z']);
  const { series: found } = await store.metrics.curves({
    trialIds: [trialId],
    metrics: ['z', 'y', 'none'],
    buckets: 10,
  });
  expect(found.map((one) => one.metric)).toEqual(['z', 'y']);
});
