import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from './columns.ts';

test('rows go into columns and come back as they were', () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0));
  const rows = fc
    .array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value))
    .map((all) => all.map((values, step) => ({ step, values: { ...values } })));
  fc.assert(
    fc.property(rows, (some) => {
      expect(rowsOf(JSON.parse(JSON.stringify(columnsOf(some))))).toEqual(some);
    }),
  );
});
