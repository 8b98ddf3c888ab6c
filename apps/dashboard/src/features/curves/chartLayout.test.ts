import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCharts, moveChart, parseCharts, printCharts } from './chartLayout.ts';

describe('the layout of charts', () => {
  it('survives an address whatever metrics are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
        expect(parseCharts(printCharts(names))).toEqual(names);
      }),
    );
    expect(parseCharts(undefined)).toBeUndefined();
  });

  it('begins with the objectives and what a game is judged by', () => {
    const names = ['a', 'eval/score', 'train/g_loss', 'train/d_loss'];
    expect(defaultCharts(names, ['eval/score'], 3)).toEqual(['eval/score', 'train/d_loss', 'train/g_loss']);
    expect(defaultCharts(['b', 'a'], ['eval/score'], 4)).toEqual(['a', 'b']);
  });

  it('moves a chart by one place and none beyond the ends', () => {
    expect(moveChart(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moveChart(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
