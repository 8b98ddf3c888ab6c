import { describe, expect, it } from 'vitest';
import { trialStroke } from './trialColour.ts';

describe('trialStroke', () => {
  it('gives the first 24 trials 24 different pairs of colour and dash', () => {
    const looks = Array.from({ length: 24 }, (_, i) => JSON.stringify(trialStroke(i + 1)));
    expect(new Set(looks).size).toBe(24);
  });

  it('gives the first trials of a grid with six columns different hues', () => {
    expect(new Set([1, 7, 13, 19].map((number) => trialStroke(number).colour)).size).toBe(4);
  });

  it('depends on the number alone', () => {
    expect(trialStroke(117)).toEqual(trialStroke(117));
  });
});
