import { describe, expect, it } from 'vitest';
import { numberRanges, trialNumbers } from './trialNumbers.ts';

describe('trialNumbers', () => {
  it('reads single numbers and ranges, each once', () => {
    expect(trialNumbers('3, #7,10-12,11')).toEqual([3, 7, 10, 11, 12]);
  });

  it('is undone by printing ranges', () => {
    expect(numberRanges([3, 7, 10, 11, 12])).toBe('3, 7, 10-12');
    expect(trialNumbers(numberRanges([1, 2, 4, 9, 10]))).toEqual([1, 2, 4, 9, 10]);
    expect(numberRanges([])).toBe('');
  });

  it.each(['', 'x', '0', '3,', '-3', '5-3', '1-999999999', '1.5'])('refuses %j', (text) => {
    expect(() => trialNumbers(text)).toThrow();
  });
});
