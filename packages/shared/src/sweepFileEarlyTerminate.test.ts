import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { EarlyTerminate } from './earlyTerminate.ts';
import { readBudget } from './sweepFileBudget.ts';
import { readEarlyTerminate } from './sweepFileEarlyTerminate.ts';
import { FieldReader, ProblemList } from './sweepFileFields.ts';
import { readParameters } from './sweepFileParameters.ts';
import { readPbt } from './sweepFilePbt.ts';
import { readPlan } from './sweepFilePlan.ts';
import { readRace, readRepeats } from './sweepFileRepeats.ts';
import { testContext } from './sweepFileTestCatalog.ts';
import { ruleOf } from './sweepFileText.ts';
import { readYamlTree } from './yamlTree.ts';

/** Trainings have 3000 steps unless the text has parameters of its own. */
function reading(text: string) {
  const { root } = readYamlTree(text.includes('parameters:') ? text : `${text}\nparameters: {lr_d: {value: 0.1}}`);
  if (root?.kind !== 'map') throw new Error('no mapping');
  const problems = new ProblemList();
  const fields = new FieldReader(root, '', problems);
  const recipe = testContext.catalog.recipes[0];
  const parameters = readParameters(fields, testContext, recipe, problems);
  return { fields, recipe, parameters, problems, metric: { name: 'eval/score', goal: 'minimize' as const } };
}

function told(problems: ProblemList): string[] {
  return problems.items.map((p) => `${p.path} ${p.message}${p.suggestion ? ` | ${p.suggestion}` : ''}`);
}

function rule(text: string): EarlyTerminate | null | undefined {
  const { fields, ...rest } = reading(text);
  const read = readEarlyTerminate(fields, rest);
  expect(told(rest.problems)).toEqual([]);
  return read;
}

function ruleFaults(text: string): string[] {
  const { fields, ...rest } = reading(text);
  expect(readEarlyTerminate(fields, rest)).toBeUndefined();
  return told(rest.problems);
}

describe('early_terminate', () => {
  const rules: [string, EarlyTerminate][] = [
    ['{type: asha, min_steps: 100}', { type: 'asha', minSteps: 100, eta: 3, maxSteps: null, mode: 'stop' }],
    [
      '{type: asha, min_steps: 100, max_steps: 900, eta: 4, mode: promote}',
      { type: 'asha', minSteps: 100, eta: 4, maxSteps: 900, mode: 'promote' },
    ],
    [
      '{type: hyperband, min_steps: 100, brackets: 2}',
      { type: 'hyperband', minSteps: 100, eta: 3, brackets: 2, maxSteps: null },
    ],
    ['{type: median}', { type: 'median', graceSteps: 300, minTrials: 5 }],
    ['{type: threshold, above: 5}', { type: 'threshold', metric: 'eval/score', above: 5, below: null, atStep: 0 }],
    [
      '{type: threshold, metric: train/d_loss, above: 5, below: -5, at_step: 200}',
      { type: 'threshold', metric: 'train/d_loss', above: 5, below: -5, atStep: 200 },
    ],
    ['{type: patience, steps: 500, min_delta: 0.01}', { type: 'patience', steps: 500, minDelta: 0.01 }],
  ];

  it.each(rules)('reads %s, and back from its own words', (text, expected) => {
    expect(rule(`early_terminate: ${text}`)).toEqual(expected);
    expect(rule(stringify({ early_terminate: ruleOf(expected) }))).toEqual(expected);
  });

  it('is null where the file has none', () => {
    expect(rule('name: x')).toBeNull();
  });

  it('takes the two forms of W&B, which count reports of the objective', () => {
    const common = { type: 'hyperband', eta: 3, brackets: 1 };
    expect(rule('early_terminate: {type: hyperband, min_iter: 3}')).toEqual({ ...common, minSteps: 3, maxSteps: null });
    expect(rule('early_terminate: {type: hyperband, max_iter: 27, s: 2}')).toEqual({
      ...common,
      minSteps: 3,
      maxSteps: 9,
    });
  });

  it.each([
    [
      '{min_steps: 5}',
      'early_terminate.type The rule has no type. | Add type: asha, hyperband, median, threshold, patience.',
    ],
    [
      '{type: ahsa}',
      'early_terminate.type type: expected asha or hyperband or median or threshold or patience, got "ahsa". | Did you mean asha?',
    ],
    ['{type: asha}', 'early_terminate.min_steps This rule needs min_steps. | Add min_steps.'],
    ['{type: asha, min_step: 5}', 'early_terminate.min_step Unknown key "min_step". | Did you mean min_steps?'],
    ['{type: asha, min_steps: 5, eta: 1}', 'early_terminate.eta eta: expected a number from 1.1 to 100, got 1.'],
    [
      '{type: asha, min_steps: 3000}',
      'early_terminate No trial would be stopped: the first rung is at step 3000, and a training has 3000 steps. | Begin earlier.',
    ],
    ['{type: hyperband, max_iter: 27}', 'early_terminate.s This rule needs s. | Add s.'],
    [
      '{type: hyperband, min_iter: 2, max_iter: 27}',
      'early_terminate.max_iter Give min_iter or max_iter, not both. | Remove one.',
    ],
    [
      '{type: hyperband, min_iter: 2, brackets: 3}',
      'early_terminate.brackets brackets does not go with min_iter or max_iter. | Remove one.',
    ],
    ['{type: threshold}', 'early_terminate A threshold needs above or below. | Add above: the value to stop at.'],
    [
      '{type: threshold, above: 1, below: 2}',
      'early_terminate.above Every value lies above 1 or below 2. | Swap above and below.',
    ],
    [
      '{type: threshold, metric: d_los, above: 1}',
      'early_terminate.metric ring-mlp reports no metric "d_los". | Did you mean train/d_loss?',
    ],
    ['{type: patience, steps: 0}', 'early_terminate.steps steps: expected a whole number from 1 to 10000000, got 0.'],
    [
      '{type: patience, steps: 9, min_delta: -1}',
      'early_terminate.min_delta min_delta: expected a number, 0 or more, got -1.',
    ],
  ])('refuses %s', (text, expected) => {
    expect(ruleFaults(`early_terminate: ${text}`)).toContain(expected);
  });
});

describe('repeat_over', () => {
  const repeats = (text: string) => {
    const { fields, parameters, problems } = reading(text);
    return { repeats: readRepeats(fields, parameters, problems), problems: told(problems) };
  };

  it('is one training per point unless the file says otherwise', () => {
    expect(repeats('name: x').repeats).toBe(1);
    expect(repeats('repeat_over: [seed]\nrepeats: 5')).toEqual({ repeats: 5, problems: [] });
    expect(repeats('repeat_over: seed')).toEqual({ repeats: 3, problems: [] });
    expect(repeats('repeats: 2')).toEqual({ repeats: 2, problems: [] });
  });

  it('takes nothing but seed, which then has no value of its own', () => {
    expect(repeats('repeat_over: [lr_d]').problems).toEqual([
      'repeat_over Trials can be repeated over seed only, not over "lr_d". | Write repeat_over: [seed]; vary everything else below parameters.',
    ]);
    expect(repeats('repeat_over: []').problems).toEqual(['repeat_over repeat_over is empty. | Write [seed].']);
    expect(repeats('repeat_over: [seed]\nparameters: {seed: {value: 1}}').problems).toEqual([
      'parameters.seed seed is set below parameters, but repeat_over gives each repeat a seed of its own. | Remove seed here, or remove repeat_over.',
    ]);
  });
});

describe('the plan of a sweep with repeats', () => {
  const plan = (text: string, method: 'grid' | 'random', runCap?: number) => {
    const { fields, parameters, problems } = reading(`${text}\nparameters: {d_steps: {values: [1, 2, 3, 4]}}`);
    const planned = readPlan({
      fields,
      method,
      runCap,
      parameters,
      constraints: [],
      points: undefined,
      repeats: 3,
      problems,
    });
    return { planned, problems: told(problems) };
  };

  it('trains every point of a grid on every seed, or as many trials as run_cap says', () => {
    expect(plan('name: x', 'grid')).toEqual({ planned: 12, problems: [] });
    expect(plan('run_cap: 50', 'grid', 50)).toEqual({ planned: 12, problems: [] });
    expect(plan('run_cap: 6', 'grid', 6)).toEqual({ planned: 6, problems: [] });
    expect(plan('run_cap: 6', 'random', 6)).toEqual({ planned: 6, problems: [] });
  });

  it('warns when the last point would have fewer repeats than the others', () => {
    expect(plan('run_cap: 7', 'random', 7)).toEqual({
      planned: 7,
      problems: [
        'run_cap run_cap counts trials: 7 is no multiple of 3 repeats, so the last point has fewer. | Write run_cap: 9.',
      ],
    });
  });
});

describe('budget and pbt', () => {
  it('reads limits, and refuses what is no limit', () => {
    const budget = (text: string) => {
      const { fields, problems } = reading(text);
      return { ...readBudget(fields), problems: told(problems) };
    };
    expect(budget('max_failed: 3\nmax_failed_rate: 0.5\nmax_hours: 1.5')).toEqual({
      maxFailed: 3,
      maxFailedRate: 0.5,
      maxHours: 1.5,
      problems: [],
    });
    expect(budget('max_failed_rate: 20\nmax_hours: 0').problems).toEqual([
      'max_failed_rate max_failed_rate: expected a number above 0 and at most 1, got 20. | Write 0.2.',
      'max_hours max_hours: expected a number above 0 and at most 8760, got 0.',
    ]);
  });

  it('reads the settings of pbt, which belong to that method alone', () => {
    const pbt = (text: string, method: string) => {
      const { fields, problems } = reading(text);
      return { pbt: readPbt(fields, { method, checkpointEvery: 300, problems }), problems: told(problems) };
    };
    const standard = { everySteps: 300, quantile: 0.25, factor: 1.2, resampleProbability: 0.25 };
    expect(pbt('name: x', 'pbt')).toEqual({ pbt: standard, problems: [] });
    expect(pbt('pbt: {every_steps: 100, quantile: 0.2}', 'pbt').pbt).toEqual({
      ...standard,
      everySteps: 100,
      quantile: 0.2,
    });
    expect(pbt('pbt: {every_steps: 100}', 'random').problems).toEqual([
      'pbt pbt is set, but the method is random. | Write method: pbt, or remove pbt.',
    ]);
    expect(pbt('pbt: {factor: 1}', 'pbt').problems).toEqual([
      'pbt.factor factor: expected a number above 1 and at most 10, got 1.',
    ]);
  });
});

describe('the race of points', () => {
  const race = (text: string, repeats = 3) => {
    const { fields, problems } = reading(text);
    return { race: readRace(fields, repeats, problems), problems: told(problems) };
  };

  it('is on with 95 % confidence where points are repeated, and can be set or switched off', () => {
    expect(race('name: x')).toEqual({ race: { confidence: 0.95 }, problems: [] });
    expect(race('name: x', 1)).toEqual({ race: undefined, problems: [] });
    expect(race('race: {confidence: 0.99}').race).toEqual({ confidence: 0.99 });
    expect(race('race: false')).toEqual({ race: undefined, problems: [] });
  });

  it('refuses what is no confidence, and says where it has no effect', () => {
    expect(race('race: {confidence: 95}').problems).toEqual([
      'race.confidence confidence: expected a number above 0.5 and at most 0.9999, got 95. | Write 0.95.',
    ]);
    expect(race('race: true').problems[0]).toMatch(/^race race: expected a mapping such as/);
    expect(race('race: false', 1).problems[0]).toMatch(/race has no effect/);
  });
});
