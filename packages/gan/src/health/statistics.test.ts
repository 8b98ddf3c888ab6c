import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from './statistics.ts';

test('the median is the upper one of the two in the middle of the sorted values, also where many are equal', () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 4 }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      // Both zeros are the same number.
      expect(median(values) + 0).toBe(sorted[values.length >> 1]! + 0);
      expect(median([...values].reverse()) + 0).toBe(median(values) + 0);
    }),
  );
  expect(median([])).toBeNaN();
});
