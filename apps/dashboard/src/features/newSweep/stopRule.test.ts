import { stopRules } from '@seesaw/shared/settings/stopRules';
import { describe, expect, it } from 'vitest';
import { shortestTraining, startOfRule, stopRuleNames, stopRuleOf } from './stopRule.ts';

describe('early_terminate in the form', () => {
  it('is the rule that the file names, and the file’s own affair where it says more than the form can', () => {
    expect(stopRuleOf(undefined)).toBe('none');
    expect(stopRuleOf({ type: 'asha', min_steps: 5 })).toBe('asha');
    expect(stopRuleOf({ type: 'hyperband', min_iter: 5 })).toBe('other');
    expect(stopRuleOf({ type: 'toString' })).toBe('other');
    expect(stopRuleOf('asha')).toBe('other');
  });

  it('begins with what it needs and keeps what the rule before it had in common', () => {
    expect(startOfRule('asha', undefined, 1200)).toEqual({ type: 'asha', min_steps: 40 });
    const before = { type: 'asha', min_steps: 70, eta: 4, mode: 'promote' };
    expect(startOfRule('hyperband', before, 1200)).toEqual({ type: 'hyperband', min_steps: 70, eta: 4 });
    expect(startOfRule('patience', before, 3)).toEqual({ type: 'patience', steps: 1 });
    for (const name of stopRuleNames) {
      const needed = stopRules[name].settings.filter((setting) => setting.isNeeded).map(({ key }) => key);
      expect(Object.keys(startOfRule(name, undefined, 900))).toEqual(['type', ...needed]);
      expect(stopRuleOf(startOfRule(name, undefined, 900))).toBe(name);
    }
  });

  it('counts from the shortest training', () => {
    expect(shortestTraining(undefined, 3000)).toBe(3000);
    expect(shortestTraining({ kind: 'values', values: [900, 300] }, 3000)).toBe(300);
    expect(shortestTraining({ kind: 'range', min: 50, max: 90, isLog: false }, 3000)).toBe(50);
    expect(shortestTraining({ kind: 'other', text: '' }, 3000)).toBe(3000);
  });
});
