import { describe, expect, it } from 'vitest';
import { inkOn, viridis, viridisOfMark } from './viridis.ts';

describe('viridis', () => {
  it('runs from dark violet to bright yellow and clamps outside', () => {
    expect(viridis(0)).toBe('rgb(68 1 84)');
    expect(viridis(1)).toBe('rgb(253 231 37)');
    expect(viridis(7)).toBe(viridis(1));
    expect(viridis(Number.NaN)).toBe(viridis(0));
  });

  it('leaves the darkest end out of lines and dots, in the same order and as bright at its best', () => {
    expect(viridisOfMark(0)).toBe(viridis(0.2));
    expect(viridisOfMark(1)).toBe(viridis(1));
  });

  it('puts white text on the dark end and black text on the bright end', () => {
    expect(inkOn(0)).toBe('#fff');
    expect(inkOn(1)).toBe('#111');
  });
});
