import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectiveAxis, parameterAxis } from './searchAxis.ts';

describe('axes of the search', () => {
  it('have the scale of the search, or the one a person wants', () => {
    const dimension = { kind: 'float', min: 1e-4, max: 1e-2, scale: 'log' } as const;
    const axis = parameterAxis('lr_d', dimension, []);
    expect(axis.at(1e-3)).toBeCloseTo(0.5, 9);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['1e-4', '1e-3', '0.01']);
    expect(parameterAxis('lr_d', dimension, [], false).at(1e-3)).toBeCloseTo((1e-3 - 1e-4) / (1e-2 - 1e-4), 9);
  });

  it('reach to values outside of the bounds, which an extension may have moved', () => {
    const axis = parameterAxis('width', { kind: 'int', min: 8, max: 16, scale: 'linear' }, [24, null, 'x']);
    expect([axis.at(8), axis.at(24), axis.at(null)]).toEqual([0, 1, Number.NaN]);
  });

  it('give choices places of their own, in the order of the file', () => {
    const axis = parameterAxis('loss', { kind: 'choice', values: ['hinge', 'lsgan', true] }, []);
    expect([axis.at('hinge'), axis.at('lsgan'), axis.at(true), axis.at('other')]).toEqual([0, 0.5, 1, Number.NaN]);
    expect(axis.valueAt).toBeUndefined();
  });

  it('are logarithmic for objectives that span decades, and linear where nothing has a logarithm', () => {
    expect(objectiveAxis('eval/score', [1, 10_000, Number.NaN]).isLog).toBe(true);
    expect(objectiveAxis('eval/score', [-1, 10_000]).isLog).toBe(false);
    expect(objectiveAxis('eval/score', [-1, 10], true).isLog).toBe(false);
    expect(parameterAxis('x', { kind: 'float', min: -2, max: -1, scale: 'linear' }, [], true).isLog).toBe(false);
    expect(objectiveAxis('eval/score', [3]).at(3)).toBe(0.5);
  });

  it('find the value of a place again', () => {
    const values = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(values, values, fc.boolean(), (a, b, isLog) => {
        fc.pre(Math.max(a, b) / Math.min(a, b) > 1.001);
        const axis = objectiveAxis('x', [a, b], isLog);
        expect(axis.valueAt?.(axis.at(a))).toBeCloseTo(a, 6 - Math.ceil(Math.log10(Math.max(a, b))));
      }),
    );
  });
});
