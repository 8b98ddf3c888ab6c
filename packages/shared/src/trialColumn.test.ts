import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricAggregates, parseTrialColumn, printTrialColumn, type TrialColumn, trialFields } from './trialColumn.ts';

const name = fc.string({ minLength: 1 });
const column: fc.Arbitrary<TrialColumn> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...trialFields) }),
  fc.record({ kind: fc.constantFrom('point' as const, 'config' as const), name }),
  fc.record({ kind: fc.constant('metric' as const), aggregate: fc.constantFrom(...metricAggregates), name }),
);

test('a printed column reads back as itself', () => {
  fc.assert(
    fc.property(column, (one) => {
      expect(parseTrialColumn(printTrialColumn(one))).toEqual(one);
    }),
  );
});

test('a metric without an aggregate is its last value, and names keep their dots and slashes', () => {
  expect(parseTrialColumn('metric.eval/a.b')).toEqual({ kind: 'metric', aggregate: 'last', name: 'eval/a.b' });
});

test.each(['', '.', 'point.', '.x', 'last.x', 'median.x', 'nmber', 'toString'])('%j is no column', (id) => {
  expect(parseTrialColumn(id)).toBeUndefined();
});
