import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearestName } from './didYouMean.ts';

describe('didYouMean', () => {
  it('counts inserted, deleted, replaced and swapped letters', () => {
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('ratio', 'ratoi')).toBe(1);
  });

  it('finds the name behind a slip, whatever its case, hyphens or prefix', () => {
    expect(nearestName('LR-Ratio', ['lr_d', 'lr_ratio'])).toBe('lr_ratio');
    expect(nearestName('d_los', ['train/d_loss', 'eval/score'])).toBe('train/d_loss');
  });

  it('lists what there is when nothing is near', () => {
    expect(didYouMean('zebra', ['grid', 'random'])).toBe('There is: grid, random.');
  });
});
