import { describe, expect, it } from 'vitest';
import { faults, good } from './sweepFileTestReading.ts';

/** Trainings have 3000 steps unless `more` says otherwise. */
const file = (method: string, more: string, parameters = 'lr_d: {min: 0.001, max: 0.1}') =>
  `recipe: ring-mlp\nmetric: {name: eval/score, goal: minimize}\nmethod: ${method}\n${more}\nparameters: {${parameters}}\n`;
const warned = (text: string) =>
  good(text).warnings.map((p) => `${p.line}:${p.column} ${p.path} ${p.message} | ${p.suggestion}`);

describe('what can never act is told', () => {
  it('of a population of one, and of generations that end behind the training', () => {
    expect(faults(file('pbt', 'run_cap: 1'))).toEqual([
      '4:10 run_cap A population of one has nobody to go on from: method pbt would change nothing. | Write run_cap: 2 or more, or use another method.',
    ]);
    expect(faults(file('pbt', 'run_cap: 4\npbt: {every_steps: 3000}'))).toEqual([
      '5:6 pbt.every_steps No generation would end: the first would at step 3000, and a training has 3000 steps. | Write a smaller every_steps.',
    ]);
    expect(warned(file('pbt', 'run_cap: 2\npbt: {every_steps: 2999}'))).toEqual([]);
  });

  it('of a search by results where nothing varies; random trials differ by their seeds as they are meant to', () => {
    expect(warned(file('tpe', 'run_cap: 4', 'lr_d: {value: 0.1}'))).toEqual([
      '3:9 method Nothing varies, so tpe has nothing to search: all trials differ by their seed alone. | Vary a parameter, or write method: random.',
    ]);
    expect(warned(file('bayes', 'run_cap: 4', 'lr_d: {value: 0.1}'))[0]).toMatch(
      /^3:9 method Nothing varies, so bayes/,
    );
    expect(warned(file('random', 'run_cap: 4', 'lr_d: {value: 0.1}'))).toEqual([]);
    expect(warned(file('tpe', 'run_cap: 4'))).toEqual([]);
  });

  it('of a median of more trials than there are, which an extended sweep may have', () => {
    expect(warned(file('random', 'run_cap: 5\nearly_terminate: {type: median}'))).toEqual([
      '5:18 early_terminate.min_trials No trial would be stopped: 5 others must have reached a step, and there are 4. | Write min_trials: 4, or plan more trials.',
    ]);
    expect(warned(file('random', 'run_cap: 1\nearly_terminate: {type: median}'))[0]).toMatch(
      /there are 0\. \| Remove early_terminate, or plan more trials\.$/,
    );
    expect(warned(file('random', 'run_cap: 6\nearly_terminate: {type: median}'))).toEqual([]);
  });

  it('of rules that decide at no evaluation before the end of the longest training', () => {
    const rule = (text: string, parameters?: string) =>
      file('random', `run_cap: 9\nearly_terminate: {${text}}`, parameters);
    expect(faults(rule('type: patience, steps: 3000'))).toEqual([
      '5:18 early_terminate No trial would be stopped: the first evaluation that decides is at step 3001, and a training has 3000 steps. | Write fewer steps, or evaluate more often: eval_every.',
    ]);
    expect(faults(rule('type: threshold, above: 5, at_step: 3000'))[0]).toContain('is at step 3000, and');
    expect(faults(rule('type: median, grace_steps: 4000'))[0]).toContain('| Begin earlier, or evaluate');
    expect(warned(rule('type: patience, steps: 2998'))).toEqual([]);
    const longer = 'lr_d: {min: 0.001, max: 0.1}, steps: {values: [3000, 5000]}';
    expect(warned(rule('type: patience, steps: 3000', longer))).toEqual([]);
  });
});
