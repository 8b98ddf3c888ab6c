import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, splitBatch } from './batch.ts';
import { MlflowRefused } from './errors.ts';
import { LIMITS } from './limits.ts';

const key = fc
  .array(fc.constantFrom('train', 'd_loss', 'ü', 'a b', 'x:y', '7.5'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const point = fc.record({
  key,
  value: fc.double(),
  timestampMs: fc.nat(),
  step: fc.integer(),
});
const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\u0000'));
const batch = fc.record({
  metrics: fc.array(point, { maxLength: 60 }),
  params: fc.dictionary(key, text, { maxKeys: 20, noNullPrototype: true }),
  tags: fc.dictionary(key, text, { maxKeys: 20, noNullPrototype: true }),
});
// Small enough that random batches meet every one of them; one entry always fits.
const limits = fc.record({
  metricsPerBatch: fc.integer({ min: 1, max: 20 }),
  paramsPerBatch: fc.integer({ min: 1, max: 8 }),
  tagsPerBatch: fc.integer({ min: 1, max: 8 }),
  entitiesPerBatch: fc.integer({ min: 1, max: 20 }),
  bytesPerBatch: fc.integer({ min: 600, max: 2000 }),
});

test('no request of a split batch is over any limit, and none is empty', () => {
  fc.assert(
    fc.property(batch, limits, (given, most) => {
      for (const request of splitBatch('run', given, most).requests) {
        const { metrics, params, tags } = request;
        const all = metrics.length + params.length + tags.length;
        expect(all).toBeGreaterThan(0);
        expect(all).toBeLessThanOrEqual(most.entitiesPerBatch);
        expect(metrics.length).toBeLessThanOrEqual(most.metricsPerBatch);
        expect(params.length).toBeLessThanOrEqual(most.paramsPerBatch);
        expect(tags.length).toBeLessThanOrEqual(most.tagsPerBatch);
        expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThanOrEqual(most.bytesPerBatch);
      }
    }),
  );
});

test('a split batch holds every param, tag and finite point exactly once and in order', () => {
  fc.assert(
    fc.property(batch, limits, (given, most) => {
      const { requests } = splitBatch('run', given, most);
      expect(requests.flatMap((request) => request.params)).toEqual(pairs(given.params));
      expect(requests.flatMap((request) => request.tags)).toEqual(pairs(given.tags));
      expect(requests.flatMap((request) => request.metrics)).toEqual(
        given.metrics
          .filter(({ value }) => Number.isFinite(value))
          .map(({ key, value, timestampMs, step }) => ({ key, value, timestamp: timestampMs, step })),
      );
    }),
  );
});

test('params and tags go before metrics, so that a refused param stops the batch early', () => {
  fc.assert(
    fc.property(batch, limits, (given, most) => {
      const kinds = splitBatch('run', given, most).requests.flatMap(({ params, tags, metrics }) => [
        ...params.map(() => 0),
        ...tags.map(() => 1),
        ...metrics.map(() => 2),
      ]);
      expect(kinds).toEqual([...kinds].sort());
    }),
  );
});

test('a batch within all limits is one request', () => {
  const metrics = Array.from({ length: 900 }, (_, step) => ({ key: 'm', value: step, timestampMs: step, step }));
  const params = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, 'v']));
  expect(splitBatch('run', { metrics, params }).requests).toHaveLength(1);
});

test('1,000 metrics and 100 params need two requests, since a request holds 1,000 entities in all', () => {
  const metrics = Array.from({ length: 1000 }, (_, step) => ({ key: 'm', value: step, timestampMs: step, step }));
  const params = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, 'v']));
  const sizes = splitBatch('run', { metrics, params }).requests.map((r) => r.metrics.length + r.params.length);
  expect(sizes).toEqual([1000, 100]);
});

test('NaN and infinities are left out and counted for each key', () => {
  const values = [1, Number.NaN, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY];
  const metrics = values.map((value, step) => ({ key: step < 4 ? 'a' : 'b', value, timestampMs: 0, step }));
  const { requests, nonFinite } = splitBatch('run', { metrics });
  expect(nonFinite).toEqual({ a: 2, b: 1 });
  expect(requests.flatMap((request) => request.metrics.map(({ value }) => value))).toEqual([1, 2]);
});

test.each<[string, Batch]>([
  ['a param value the server would cut', { params: { p: 'x'.repeat(LIMITS.paramValueLength + 1) } }],
  ['a tag value the server would cut', { tags: { t: 'x'.repeat(LIMITS.tagValueLength + 1) } }],
  ['a value with a NUL character', { params: { p: 'a\u0000b' } }],
  ['a key with a forbidden character', { metrics: [{ key: 'a=b', value: 1, timestampMs: 0, step: 0 }] }],
  ['a negative timestamp', { metrics: [{ key: 'a', value: 1, timestampMs: -1, step: 0 }] }],
  ['a fraction of a step', { metrics: [{ key: 'a', value: 1, timestampMs: 0, step: 0.5 }] }],
])('%s is refused before anything is sent', (_, given) => {
  expect(() => splitBatch('run', given)).toThrow(MlflowRefused);
});

test('length is counted in code points, as the server does', () => {
  const value = '😀'.repeat(LIMITS.paramValueLength);
  expect(splitBatch('run', { params: { p: value } }).requests).toHaveLength(1);
});

function pairs(record: Record<string, string>) {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}
