import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnWindow } from './columnWindow.ts';

test('only columns that are seen, or nearly, are drawn', () => {
  const widths = Array.from({ length: 20 }, () => 100);
  expect(columnWindow(widths, { left: 0, width: 500 })).toEqual({ from: 0, to: 7 });
  expect(columnWindow(widths, { left: 1000, width: 500 })).toEqual({ from: 8, to: 17 });
  expect(columnWindow(widths, { left: 1500, width: 500 })).toEqual({ from: 13, to: 20 });
  expect(columnWindow([], { left: 0, width: 500 })).toEqual({ from: 0, to: 0 });
});

test('whatever the widths, every pixel that is seen belongs to a drawn column', () => {
  const any = fc.record({
    widths: fc.array(fc.integer({ min: 48, max: 600 }), { minLength: 1, maxLength: 60 }),
    left: fc.nat(20_000),
    width: fc.integer({ min: 1, max: 3000 }),
  });
  fc.assert(
    fc.property(any, ({ widths, left, width }) => {
      const { from, to } = columnWindow(widths, { left, width });
      const startOf = (index: number) => widths.slice(0, index).reduce((sum, one) => sum + one, 0);
      const total = startOf(widths.length);
      if (left >= total) return;
      expect(startOf(from)).toBeLessThanOrEqual(left);
      expect(startOf(to)).toBeGreaterThanOrEqual(Math.min(left + width, total));
    }),
  );
});
