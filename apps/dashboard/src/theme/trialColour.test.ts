import { describe, expect, it } from 'vitest';
import { trialStroke } from './trialColour.ts';

describe('trialStroke', () => {
  it('gives any 28 neighbouring trials 28 different pairs of colour and dash', () => {
    const looks = Array.from({ length: 28 }, (_, i) => JSON.stringify(trialStroke(i + 40)));
    expect(new Set(looks).size).toBe(28);
  });

  it.each([1, 2, 3, 4, 5, 6])('gives seven trials at a distance of %i seven different hues', (distance) => {
    const hues = Array.from({ length: 7 }, (_, i) => trialStroke(1 + i * distance).colour);
    expect(new Set(hues).size).toBe(7);
  });
});
