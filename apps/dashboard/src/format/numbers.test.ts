import { describe, expect, it } from 'vitest';
import { formatNumber, formatScalar, formatStep, fromWire } from './numbers.ts';

describe('numbers as people read them', () => {
  it('keeps three digits and no trailing exponent where plain notation will do', () => {
    expect([6.418, 0.0123, 42.34, 105.25, 12345.6].map(formatNumber)).toEqual([
      '6.42',
      '0.0123',
      '42.3',
      '105',
      '12,346',
    ]);
    expect(formatNumber(0.0002)).toBe('2e-4');
    expect(formatNumber(-1.5)).toBe('−1.50');
  });

  it('names what is no number', () => {
    expect([null, Number.NaN, Number.POSITIVE_INFINITY].map(formatNumber)).toEqual(['–', 'NaN', '∞']);
    expect(fromWire('-Infinity')).toBe(Number.NEGATIVE_INFINITY);
    expect(fromWire('NaN')).toBeNaN();
  });

  it('writes learning rates with an exponent and ratios without', () => {
    expect([-3, -0.25, -2e-4].map(formatScalar)).toEqual(['−3', '−0.25', '−2e-4']);
    expect([2e-4, 0.25, 1, 4000, 60_000, 'hinge', true].map(formatScalar)).toEqual([
      '2e-4',
      '0.25',
      '1',
      '4000',
      '60000',
      'hinge',
      'true',
    ]);
  });

  it('shortens steps', () => {
    expect([500, 1000, 2500, 1_000_000].map(formatStep)).toEqual(['500', '1k', '2.5k', '1M']);
  });
});
