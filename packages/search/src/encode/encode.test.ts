import type { Dimension } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDimension } from '../testing/anySpace.ts';
import { cellOf, unitOf } from './cellOf.ts';
import { valueAt } from './valueAt.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('every kind of dimension and the unit interval', () => {
  test('each number means a value whose cell contains the number', () => {
    fc.assert(
      fc.property(anyDimension, unit, (dimension, u) => {
        const cell = cellOf(dimension, valueAt(dimension, u))!;
        // A normal one knows no numbers beyond 1e-15 from the ends.
        expect(cell.low).toBeLessThanOrEqual(u + 1e-6);
        expect(cell.high).toBeGreaterThanOrEqual(u - 1e-6);
      }),
    );
  });

  test('the middle of a cell means the value of the cell', () => {
    fc.assert(
      fc.property(anyDimension, unit, (dimension, u) => {
        const value = valueAt(dimension, u);
        const again = valueAt(dimension, unitOf(dimension, value)!);
        // A beta one changes so fast at its ends that a unit number there keeps one digit less.
        if (isContinuous(dimension)) expect(again).toBeCloseTo(Number(value), dimension.kind === 'beta' ? 5 : 6);
        else expect(again).toBe(value);
      }),
    );
  });

  test('values rise with the number, or fall where the scale is inverse', () => {
    fc.assert(
      fc.property(anyDimension, unit, unit, (dimension, a, b) => {
        if (dimension.kind === 'choice' || dimension.kind === 'constant') return;
        const [low, high] = [Number(valueAt(dimension, Math.min(a, b))), Number(valueAt(dimension, Math.max(a, b)))];
        if (dimension.kind === 'float' && dimension.scale === 'inverse-log') expect(low).toBeGreaterThanOrEqual(high);
        else expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  test('a number beyond the bounds counts as the nearest one inside', () => {
    const dimension: Dimension = { kind: 'float', min: 0, max: 2, scale: 'linear' };
    expect([unitOf(dimension, -5), unitOf(dimension, 9)]).toEqual([0, 1]);
    expect(unitOf({ kind: 'int', min: 1, max: 4, scale: 'log' }, 100)).toBeGreaterThan(0.9);
  });

  test('a value that the dimension does not know has no place', () => {
    expect(cellOf({ kind: 'choice', values: ['a', 'b'] }, 'c')).toBeUndefined();
    expect(cellOf({ kind: 'float', min: 0, max: 1, scale: 'linear' }, 'fast')).toBeUndefined();
    expect(cellOf({ kind: 'float', min: 0, max: 1, scale: 'linear' }, undefined)).toBeUndefined();
  });
});

test('cells of countable values lie side by side and fill the interval', () => {
  const dimensions: Dimension[] = [
    { kind: 'choice', values: ['a', 'b', 'c'], probabilities: [0.2, 0.5, 0.3] },
    { kind: 'int', min: 3, max: 9, scale: 'linear' },
    { kind: 'int', min: 3, max: 40, scale: 'linear', quantum: 8 },
    { kind: 'int', min: 1, max: 20, scale: 'log' },
    { kind: 'float', min: 0, max: 1.08, scale: 'linear', quantum: 0.1 },
    { kind: 'float', min: 0.1, max: 5, scale: 'log', quantum: 0.5 },
  ];
  for (const dimension of dimensions) {
    const values = new Set(Array.from({ length: 10_001 }, (_, i) => valueAt(dimension, i / 10_000)));
    const cells = [...values].map((value) => cellOf(dimension, value)!);
    expect(cells[0]!.low).toBeCloseTo(0, 9);
    expect(cells.at(-1)!.high).toBeCloseTo(1, 9);
    for (const [i, cell] of cells.slice(1).entries()) expect(cell.low).toBeCloseTo(cells[i]!.high, 9);
  }
});

test('a normal one sees its quantiles', () => {
  const dimension: Dimension = { kind: 'normal', mu: 2, sigma: 3, scale: 'linear' };
  expect(valueAt(dimension, 0.5)).toBe(2);
  expect(valueAt(dimension, 0.8413447460685429)).toBeCloseTo(5, 9);
  expect(Number.isFinite(valueAt(dimension, 0)) && Number.isFinite(valueAt(dimension, 1))).toBe(true);
});

test('bounds that only their last digits tell apart are one value', () => {
  const dimension: Dimension = { kind: 'float', scale: 'log', min: 1.0000000000000014e-6, max: 1.0000000000000016e-6 };
  expect(cellOf(dimension, valueAt(dimension, 0))).toEqual({ low: 0, high: 1 });
});

function isContinuous(dimension: Dimension): boolean {
  const { kind } = dimension;
  return (kind === 'float' || kind === 'normal' || kind === 'beta') && dimension.quantum === undefined;
}
