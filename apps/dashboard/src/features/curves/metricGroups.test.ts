import { describe, expect, it } from 'vitest';
import { lookByPlayer } from './lineLook.ts';
import { groupMetrics } from './metricGroups.ts';

describe('groupMetrics', () => {
  it('puts the objective first, the two players on one axis, and loses nothing', () => {
    const names = ['eval/modes', 'train/g_loss', 'train/d_loss', 'eval/score', 'system/steps_per_s'];
    const groups = groupMetrics(names, 'eval/score');
    expect(groups.map((group) => group.metrics)).toEqual([
      ['eval/score'],
      ['train/d_loss', 'train/g_loss'],
      ['eval/modes'],
      ['system/steps_per_s'],
    ]);
  });

  it('leaves out the half of a pair that a loss does not have', () => {
    expect(groupMetrics(['balance/d_acc_fake'], 'eval/score')[0]?.metrics).toEqual(['balance/d_acc_fake']);
  });
});

describe('lookByPlayer', () => {
  it('draws D blue, G and what it makes amber, real neutral', () => {
    const colours = ['train/d_loss', 'train/g_loss', 'balance/d_acc_fake', 'balance/real_score'].map(
      (metric) => lookByPlayer({ metric }).colour,
    );
    expect(colours).toEqual(['var(--d)', 'var(--g-mark)', 'var(--g-mark)', 'var(--real)']);
  });
});
