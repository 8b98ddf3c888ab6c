import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extent, indicesIn, lowerBound, paddedRange, pixelsOf } from './plotArea.ts';

describe('the plot of curves', () => {
  it('places values between the ends of an axis, on a log axis by their logarithm', () => {
    const axis = { min: 0, max: 10, isLog: false, start: 100, end: 0 };
    expect([...pixelsOf(axis, Float64Array.of(0, 5, 10))]).toEqual([100, 50, 0]);
    const log = { min: 1, max: 100, isLog: true, start: 0, end: 200 };
    expect([...pixelsOf(log, Float64Array.of(1, 10, 100))]).toEqual([0, 100, 200]);
  });

  it('has no place for zero and negative numbers on a log axis', () => {
    const log = { min: 1, max: 100, isLog: true, start: 0, end: 200 };
    expect([...pixelsOf(log, Float64Array.of(0, -2))]).toEqual([Number.NaN, Number.NaN]);
    expect(extent([[-1, 0, 0.5, 8]], true)).toEqual([0.5, 8]);
    expect(extent([[Number.NaN]], false)).toBeUndefined();
  });

  it('gives room at both ends, and to a single value a middle', () => {
    expect(paddedRange([0, 100], false)).toEqual([-6, 106]);
    expect(paddedRange([3, 3], true)).toEqual([1.5, 6]);
    expect(paddedRange([0, 0], false)).toEqual([-1, 1]);
  });

  it('draws of a zoomed line one point more on either side, so that it reaches the edges', () => {
    const x = Float64Array.of(0, 10, 20, 30, 40);
    expect(indicesIn({ x }, { from: 12, to: 28 })).toEqual({ from: 1, to: 4 });
    expect(indicesIn({ x }, undefined)).toEqual({ from: 0, to: 5 });
  });

  it('finds places as a search from the left would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, wanted) => {
        const sorted = values.toSorted((a, b) => a - b);
        const plain = sorted.findIndex((value) => value >= wanted);
        expect(lowerBound(sorted, wanted)).toBe(plain < 0 ? sorted.length : plain);
      }),
    );
  });
});
