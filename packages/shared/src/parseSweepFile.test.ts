import { describe, expect, it } from 'vitest';
import { resolvedSweepSchema } from './resolvedSweep.ts';
import { searchMethods } from './searchSpace.ts';
import { faults, good } from './sweepFileTestReading.ts';

const head = 'recipe: ring-mlp\nmethod: grid\nmetric: {name: eval/score}\n';

const parameter = (text: string) => good(`${head}parameters:\n  ${text}\n`).sweep;
const random = (text: string) =>
  good(`recipe: ring-mlp\nmethod: random\nrun_cap: 5\nmetric: {name: eval/score}\nparameters:\n  ${text}\n`);
const axis = (text: string) => random(text).sweep.space[0]?.dimension;
const parameterFaults = (text: string, method = 'random\nrun_cap: 5') =>
  faults(`parameters:\n  ${text}\nrecipe: ring-mlp\nmethod: ${method}\nmetric: {name: eval/score}\n`);

describe('parseSweepFile', () => {
  it('fills in every default', () => {
    const { sweep } = good(`${head}parameters: {lr_ratio: {values: [0.5, 1, 2]}}`);
    expect(sweep).toEqual({
      name: 'ring-mlp-grid',
      description: '',
      recipe: 'ring-mlp',
      dataset: 'ring',
      method: 'grid',
      metric: { name: 'eval/score', goal: 'minimize' },
      seed: 1,
      space: [{ name: 'lr_ratio', dimension: { kind: 'choice', values: [0.5, 1, 2] } }],
      constraints: [],
      base: {
        loss: 'nonsaturating',
        lr_d: 1e-3,
        d_steps: 1,
        order: 'd-first',
        gp_lambda: 10,
        batch_size: 256,
        ema: false,
        steps: 3000,
      },
      plannedTrials: 3,
      repeats: 1,
      concurrency: 4,
      pool: 'default',
      retry: { maxAttempts: 3, from: 'checkpoint' },
      maxFailed: null,
      maxFailedRate: null,
      maxHours: null,
      earlyTerminate: null,
      pbt: null,
      checkpoint: { everySteps: 300, keep: 2 },
    });
  });

  it('takes a W&B file unchanged and says which keys it ignores', () => {
    const parsed = good(`program: train.py
project: gans
entity: someone
command:
  - \${env}
  - python
name: from wandb
method: random
run_cap: 12
metric:
  name: eval/score
  goal: minimize
  target: 0.05
parameters:
  lr_d:
    distribution: log_uniform_values
    min: 1e-5
    max: 1e-2
  loss:
    values: [hinge, nonsaturating]
    probabilities: [0.25, 0.75]
  d_steps: {min: 1, max: 5}
  batch_size: {value: 64}
`);
    expect(parsed.sweep.metric.target).toBe(0.05);
    expect(parsed.sweep.plannedTrials).toBe(12);
    expect(parsed.sweep.space.map(({ name }) => name)).toEqual(['lr_d', 'loss', 'd_steps']);
    expect(parsed.warnings.map((w) => w.path)).toEqual(['program', 'recipe', 'project', 'entity', 'command']);
  });

  it('reads every distribution of W&B', () => {
    expect(axis('lr_d: {distribution: uniform, min: 0.1, max: 0.5}')).toEqual({
      kind: 'float',
      min: 0.1,
      max: 0.5,
      scale: 'linear',
    });
    expect(axis('lr_d: {distribution: q_uniform, min: 0.1, max: 0.5, q: 0.1}')).toMatchObject({ quantum: 0.1 });
    expect(axis('d_steps: {distribution: int_uniform, min: 1, max: 3}')).toEqual({
      kind: 'int',
      min: 1,
      max: 3,
      scale: 'linear',
    });
    expect(axis('lr_d: {distribution: log_uniform_values, min: 1e-4, max: 1e-2}')).toEqual({
      kind: 'float',
      min: 1e-4,
      max: 1e-2,
      scale: 'log',
    });
    const exponents = axis('lr_d: {distribution: log_uniform, min: -9.210340371976182, max: -4.605170185988091}');
    expect(exponents).toMatchObject({ kind: 'float', scale: 'log' });
    if (exponents?.kind === 'float') {
      expect(exponents.min).toBeCloseTo(1e-4, 12);
      expect(exponents.max).toBeCloseTo(1e-2, 12);
    }
    expect(
      axis('batch_size: {distribution: q_log_uniform, min: 3.4657359027997265, max: 5.545177444479562, q: 8}'),
    ).toEqual({ kind: 'int', min: 32, max: 256, scale: 'log', quantum: 8 });
    expect(axis('batch_size: {distribution: q_log_uniform_values, min: 32, max: 256, q: 8}')).toEqual({
      kind: 'int',
      min: 32,
      max: 256,
      scale: 'log',
      quantum: 8,
    });
    expect(axis('lr_ratio: {distribution: inv_log_uniform_values, min: 0.25, max: 4}')).toEqual({
      kind: 'float',
      min: 0.25,
      max: 4,
      scale: 'inverse-log',
    });
    // log(1/x) from 0 to ln 4 means x from 1/4 to 1.
    const inverse = axis('lr_ratio: {distribution: inv_log_uniform, min: 0, max: 1.3862943611198906}');
    expect(inverse).toMatchObject({ kind: 'float', scale: 'inverse-log', max: 1 });
    if (inverse?.kind === 'float') expect(inverse.min).toBeCloseTo(0.25, 12);
    expect(axis('gp_lambda: {distribution: normal, mu: 10, sigma: 1}\n  loss: {value: wgan-gp}')).toEqual({
      kind: 'normal',
      mu: 10,
      sigma: 1,
      scale: 'linear',
    });
    expect(axis('gp_lambda: {distribution: q_normal, mu: 10, sigma: 1, q: 0.5}\n  loss: {value: wgan-gp}')).toEqual({
      kind: 'normal',
      mu: 10,
      sigma: 1,
      scale: 'linear',
      quantum: 0.5,
    });
    expect(axis('lr_ratio: {distribution: log_normal, mu: 0, sigma: 0.5}')).toEqual({
      kind: 'normal',
      mu: 0,
      sigma: 0.5,
      scale: 'log',
    });
    expect(axis('lr_ratio: {distribution: q_log_normal, mu: 0, sigma: 0.5, q: 0.25}')).toMatchObject({ quantum: 0.25 });
    const wgan = '\n  loss: {value: wgan-gp}';
    expect(axis(`gp_lambda: {distribution: beta, a: 2, b: 0.5}${wgan}`)).toEqual({ kind: 'beta', a: 2, b: 0.5 });
    expect(axis(`gp_lambda: {distribution: q_beta, q: 0.1}${wgan}`)).toEqual({
      kind: 'beta',
      a: 1,
      b: 1,
      quantum: 0.1,
    });
    expect(axis('loss: {distribution: categorical, values: [hinge, nonsaturating]}')).toMatchObject({ kind: 'choice' });
    const weighted = 'values: [hinge, nonsaturating], probabilities: [0.25, 0.75]';
    expect(axis(`loss: {distribution: categorical_w_probabilities, ${weighted}}`)).toEqual({
      kind: 'choice',
      values: ['hinge', 'nonsaturating'],
      probabilities: [0.25, 0.75],
    });
    expect(random('loss: {distribution: constant, value: hinge}').sweep.base.loss).toBe('hinge');
  });

  it('draws whole numbers between whole bounds, and any number when a bound has a point', () => {
    const whole = random('gp_lambda: {min: 1, max: 10}\n  loss: {value: wgan-gp}');
    expect(whole.sweep.space[0]?.dimension).toMatchObject({ kind: 'int' });
    expect(whole.warnings[0]?.suggestion).toBe('Write min: 1.0 for a continuous range.');
    expect(axis('gp_lambda: {min: 1.0, max: 10}\n  loss: {value: wgan-gp}')).toMatchObject({ kind: 'float' });
    expect(axis('lr_d: {min: 1e-4, max: 1e-3}')).toMatchObject({ kind: 'float', min: 1e-4 });
  });

  it('reads 1e-4 as a number', () => {
    expect(parameter('lr_d: {values: [1e-4, 5E-4, .001]}').space[0]?.dimension).toMatchObject({
      values: [1e-4, 5e-4, 1e-3],
    });
  });

  it('keeps a training seed that the file sets and leaves it open otherwise', () => {
    expect(parameter('seed: {value: 7}').base.seed).toBe(7);
    expect(parameter('lr_d: {value: 0.1}').base).not.toHaveProperty('seed');
    expect(parameter('seed: {values: [1, 2]}').space[0]?.name).toBe('seed');
  });

  it('saves a checkpoint every tenth of the shortest training', () => {
    expect(parameter('steps: {values: [500, 200]}').checkpoint.everySteps).toBe(20);
    expect(parameter('steps: {value: 3}').checkpoint.everySteps).toBe(1);
  });

  it('keeps so many of the newest checkpoints, or what rules say', () => {
    const file = (keep: string) =>
      `${head}parameters: {lr_d: {value: 0.1}}\ncheckpoint:\n  every_steps: 100\n  keep: ${keep}`;
    const keep = (text: string) => good(file(text)).sweep.checkpoint.keep;
    expect(keep('3')).toBe(3);
    expect(keep('[latest, best, every: 500, top_k: 2]')).toEqual({ latest: true, best: true, every: 500, topK: 2 });
    expect(keep('[best]')).toEqual({ latest: false, best: true, every: null, topK: null });
    expect(good(file('[every: 250]')).warnings.map(({ message, suggestion }) => `${message} | ${suggestion}`)).toEqual([
      'Checkpoints are written every 100 steps, so few lie at multiples of 250. | Write every: 300.',
    ]);
    const rules = '[latest, best, {every: 1000}, {top_k: 3}]';
    expect(faults(file('[newest]'))).toEqual([
      `7:10 checkpoint.keep keep: expected latest, best, every: N or top_k: K, got "newest". | Write ${rules}.`,
    ]);
    expect(faults(file('[]'))).toEqual([`7:9 checkpoint.keep keep is an empty list. | Write ${rules}.`]);
    expect(faults(file('[{tops: 2}]'))).toEqual([
      '7:11 checkpoint.keep.tops Unknown key "tops". | There is: every, top_k.',
    ]);
    expect(faults(file('[{every: 0}]'))).toEqual([
      '7:18 checkpoint.keep.every every: expected a whole number from 1 to 10000000, got 0.',
    ]);
  });

  it('resolves an alias of a data set', () => {
    expect(good(`dataset: circle\n${head}parameters: {seed: {value: 1}}`).sweep.dataset).toBe('ring');
  });

  it('cuts a grid at run_cap', () => {
    expect(good(`run_cap: 4\n${head}parameters: {d_steps: {min: 1, max: 10}}`).sweep.plannedTrials).toBe(4);
    expect(good(`run_cap: 40\n${head}parameters: {d_steps: {min: 1, max: 10}}`).sweep.plannedTrials).toBe(10);
  });

  it('follows anchors', () => {
    const { sweep } = good(`${head}parameters: {lr_d: {values: &v [0.5, 1]}, lr_ratio: {values: *v}}`);
    expect(sweep.plannedTrials).toBe(4);
  });

  it('reports everything that is wrong at once, with its place and what to do', () => {
    expect(
      faults(`name: two
recipe: ring-mpl
metod: grid
metric:
  name: eval/score
  gaol: minimize
parameters:
  lr_d:
    min: 0.1
    max: 0.01
  loss:
    values: []
concurrency: many
retry: {max_attempts: 0}
`),
    ).toEqual([
      '1:1 method method is missing. | Add method: grid or method: random.',
      '2:9 recipe Unknown recipe "ring-mpl". | Did you mean ring-mlp?',
      '3:1 metod Unknown key "metod". | Did you mean method?',
      '6:3 metric.gaol Unknown key "gaol". | Did you mean goal?',
      '9:10 parameters.lr_d.min The range is empty: min 0.1 is not below max 0.01. | Swap min and max.',
      '12:13 parameters.loss.values values is empty. | List at least one value.',
      '13:14 concurrency concurrency: expected a whole number from 1 to 1000, got "many".',
      '14:23 retry.max_attempts max_attempts: expected a whole number from 1 to 100, got 0.',
    ]);
  });

  it.each([
    [
      'an unknown hyperparameter',
      'lr_ratoi: {value: 1}',
      '2:3 parameters.lr_ratoi ring-mlp has no hyperparameter "lr_ratoi". | Did you mean lr_ratio?',
    ],
    [
      'an unknown loss',
      'loss: {value: wgan}',
      '2:17 parameters.loss.value Unknown loss "wgan": expected one of nonsaturating, hinge, wgan-gp. | Did you mean wgan-gp?',
    ],
    [
      'a value outside the range',
      'd_steps: {values: [1, 11]}',
      '2:25 parameters.d_steps.values[1] d_steps: expected a whole number from 1 to 10, got 11.',
    ],
    [
      'a fraction for a whole number',
      'd_steps: {value: 1.5}',
      '2:20 parameters.d_steps.value d_steps: expected a whole number from 1 to 10, got 1.5.',
    ],
    [
      'a number in quotes',
      "d_steps: {value: '2'}",
      '2:20 parameters.d_steps.value d_steps: expected a whole number from 1 to 10, got "2". | Write 2 without quotes.',
    ],
    [
      'digits with underscores',
      'batch_size: {value: 1_024}',
      '2:23 parameters.batch_size.value batch_size: expected a whole number from 2 to 4096, got "1_024". | Write 1024.',
    ],
    [
      'yes for true',
      'ema: {value: yes}',
      '2:16 parameters.ema.value ema: expected true or false, got "yes". | Write true.',
    ],
    ['infinity', 'lr_d: {value: .inf}', '2:17 parameters.lr_d.value Expected a number from 0.000001 to 1, got .inf.'],
    [
      'not a number',
      'lr_d: {value: .nan}',
      '2:17 parameters.lr_d.value Expected a number from 0.000001 to 1, got .nan.',
    ],
    [
      'a bare value',
      'd_steps: 2',
      '2:12 parameters.d_steps d_steps: expected a mapping, got 2. | Write d_steps: {value: 2} to set it, or {values: […]} to vary it.',
    ],
    [
      'a bare list',
      'd_steps: [1, 2]',
      '2:12 parameters.d_steps d_steps: expected a mapping, got a list. | Write values: […] below it.',
    ],
    [
      'a logarithm of zero',
      'lr_d: {distribution: log_uniform_values, min: 0, max: 1}',
      '2:49 parameters.lr_d.min A logarithmic range must lie above 0, but min is 0. | Use a small positive min, or distribution: uniform.',
    ],
    [
      'a range that leaves the allowed one',
      'lr_d: {min: 0.5, max: 2.5}',
      '2:25 parameters.lr_d.max lr_d must be at most 1, but the range ends at 2.5. | Write max: 1.',
    ],
    [
      'a range of exponents that leaves the allowed one',
      'lr_d: {distribution: log_uniform, min: -5, max: 1}',
      '2:51 parameters.lr_d.max lr_d must be at most 1, but the range ends at 2.7183. | Use log_uniform_values, whose bounds are values.',
    ],
    [
      'a normal without width',
      'lr_ratio: {distribution: log_normal, mu: 0.5, sigma: 0}',
      '2:56 parameters.lr_ratio.sigma sigma must be above 0, got 0. | Write value: 0.5 to set it.',
    ],
    [
      'steps of nothing',
      'lr_d: {distribution: q_uniform, min: 0.1, max: 0.5, q: 0}',
      '2:58 parameters.lr_d.q q must be above 0, got 0. | Use the distribution without q_ to draw any number.',
    ],
    [
      'an unknown distribution',
      'lr_d: {distribution: loguniform, min: 0.1, max: 1}',
      '2:24 parameters.lr_d.distribution Unknown distribution "loguniform". | Did you mean log_uniform?',
    ],
    [
      'fractions for whole numbers',
      'd_steps: {distribution: uniform, min: 1, max: 4}',
      '2:12 parameters.d_steps d_steps takes whole numbers, but this distribution draws fractions. | Use distribution: int_uniform with whole bounds.',
    ],
    [
      'a range of words',
      'loss: {min: 1, max: 2}',
      '2:9 parameters.loss loss is no number: it takes one of nonsaturating, hinge, wgan-gp. | Write values: [nonsaturating, hinge, wgan-gp].',
    ],
    ['a missing end', 'lr_d: {min: 0.1}', '2:9 parameters.lr_d lr_d has min but no max. | Add max.'],
    [
      'value and values',
      'lr_d: {value: 0.1, values: [0.2]}',
      '2:22 parameters.lr_d.values values does not fit here: this parameter is given by value.',
    ],
    [
      'a value that stands twice',
      'd_steps: {values: [2, 2]}',
      '2:25 parameters.d_steps.values[1] 2 stands here twice. | List every value once.',
    ],
    [
      'probabilities that miss 1',
      'd_steps: {values: [1, 2], probabilities: [0.5, 0.4]}',
      '2:44 parameters.d_steps.probabilities The probabilities add up to 0.9. | Make them add up to 1.',
    ],
    [
      'a normal that leaves the range',
      'lr_ratio: {distribution: log_normal}',
      '2:13 parameters.lr_ratio lr_ratio must stay within 0.015625 to 64, but mu ± 6 sigma reaches from 0.0024788 to 403.43. | Use a smaller sigma, or a distribution with min and max.',
    ],
    [
      'a beta distribution that leaves the range',
      'lr_d: {distribution: beta}',
      '2:9 parameters.lr_d lr_d must stay within 0.000001 to 1, but this distribution reaches from 0 to 1. | Use a distribution with min and max.',
    ],
    [
      'a beta distribution without a shape',
      'gp_lambda: {distribution: beta, a: 0}\n  loss: {value: wgan-gp}',
      '2:38 parameters.gp_lambda.a a: expected a number above 0 and at most 10000, got 0.',
    ],
    [
      'a duplicate parameter',
      'lr_d: {value: 0.1}\n  lr_d: {value: 0.2}',
      '3:3 parameters.lr_d lr_d is set twice; the first time in line 2. | Remove one of them.',
    ],
    [
      'a contradiction of one choice',
      'order: {values: [d-first, simultaneous]}\n  d_steps: {values: [1, 2]}',
      '2:3 parameters.order order simultaneous clashes with d_steps 2. | Set d_steps to 1.',
    ],
    [
      'a knob that half of the trials ignore',
      'loss: {values: [hinge, wgan-gp]}\n  gp_lambda: {values: [1, 10]}',
      '3:3 parameters.gp_lambda gp_lambda varies, but trials with loss hinge do not use it: they would repeat each other. | Add when: \'loss in ("wgan-gp")\' to gp_lambda.',
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(parameterFaults(text)).toEqual([expected]);
  });

  it('accepts a fixed knob of one loss in a sweep over losses, and says where it is idle', () => {
    const { sweep, warnings } = random('loss: {values: [hinge, wgan-gp]}\n  gp_lambda: {value: 5}');
    expect(sweep.base.gp_lambda).toBe(5);
    expect(warnings.map((w) => w.message)).toEqual(['gp_lambda has no effect in trials with loss hinge.']);
  });

  it('refuses a grid over a continuous range, and walks it with a quantum', () => {
    expect(parameterFaults('lr_d: {min: 0.1, max: 0.5}', 'grid')).toEqual([
      '2:3 parameters.lr_d A grid cannot walk the continuous range of lr_d. | List values, use a q_… distribution with q, or method: random.',
    ]);
    expect(parameter('lr_d: {distribution: q_uniform, min: 0.1, max: 0.3, q: 0.1}').plannedTrials).toBe(3);
  });

  it('refuses a grid above 100,000 points without run_cap', () => {
    const big = 'parameters: {seed: {min: 0, max: 999999}, d_steps: {min: 1, max: 2}}\n';
    expect(faults(head + big)).toEqual([
      '4:13 parameters The grid has 2000000 points; more than 100000 need a run_cap. | List fewer values, or add run_cap.',
    ]);
    expect(good(`${head}run_cap: 10\n${big}`).sweep.plannedTrials).toBe(10);
  });

  it('takes every method that search knows', () => {
    for (const method of searchMethods) {
      expect(
        good(`${head.replace('grid', method)}run_cap: 2\nparameters: {d_steps: {values: [1, 2]}}`).sweep,
      ).toMatchObject({
        method,
        plannedTrials: 2,
      });
    }
  });

  it('reads a definition that was stored before conditions, repeats and budgets existed', () => {
    const { constraints, repeats, maxFailedRate, maxHours, earlyTerminate, pbt, ...old } =
      parameter('d_steps: {value: 2}');
    expect(resolvedSweepSchema.parse(old)).toEqual({
      ...old,
      ...{ constraints, repeats, maxFailedRate, maxHours, earlyTerminate, pbt },
    });
  });

  it('refuses a random search without an end', () => {
    expect(
      faults(`recipe: ring-mlp\nmethod: random\nmetric: {name: eval/score}\nparameters: {lr_d: {min: 0.1, max: 1.0}}`),
    ).toEqual([
      '1:1 run_cap run_cap is missing: a random search would never end. | Add run_cap: the number of trials, e.g. run_cap: 20.',
    ]);
  });

  it('refuses a missing or unknown metric', () => {
    expect(faults('recipe: ring-mlp\nmethod: grid\nparameters: {seed: {value: 1}}')).toEqual([
      '1:1 metric metric is missing: what decides which trial is best? | Add metric: {name: eval/score, goal: minimize}.',
    ]);
    expect(faults('recipe: ring-mlp\nmethod: grid\nmetric: {name: d_los}\nparameters: {seed: {value: 1}}')).toEqual([
      '3:16 metric.name ring-mlp reports no metric "d_los". | Did you mean train/d_loss?',
    ]);
  });

  it('warns when the goal points the wrong way', () => {
    const text = 'recipe: ring-mlp\nmethod: grid\nmetric: {name: eval/modes}\nparameters: {seed: {value: 1}}';
    expect(good(text).warnings.map((w) => `${w.line}:${w.column} ${w.message}`)).toEqual([
      '3:16 The sweep minimizes eval/modes, but higher is better.',
    ]);
  });

  it('tells a hyperparameter at the top level where it belongs', () => {
    expect(faults(`${head}steps: 100\nparameters: {seed: {value: 1}}`)).toEqual([
      '4:1 steps Unknown key "steps". | steps is a hyperparameter: put it below parameters, as steps: {value: …}.',
    ]);
  });

  it.each([
    ['', '1:1  The file is empty. | Begin with method, metric and parameters.'],
    ['- grid\n', '1:1  A sweep file is a mapping of keys to values. | Begin with method, metric and parameters.'],
    [
      'method: grid\nmetric:\n\tname: x\n',
      '3:1  A tab is used for indentation; YAML wants spaces. | Indent with two spaces.',
    ],
    [
      'method: grid\n---\nmethod: grid\n',
      '2:1  The file holds more than one document (a second --- starts here). | Put each sweep into a file of its own.',
    ],
    ['method: "grid\n', '2:1  Not valid YAML: Missing closing "quote.'],
    [
      'method: !!python/object:os.system grid\n',
      '1:9  Not supported: Unresolved tag: tag:yaml.org,2002:python/object:os.system. | Remove the tag (the word that begins with !).',
    ],
  ])('says what is wrong with %j', (text, expected) => {
    expect(faults(text)[0]).toBe(expected);
  });

  it('refuses control characters in names, and takes lines and other scripts', () => {
    const named = (name: string) => `name: "${name}"\n${head}parameters: {steps: {value: 60}}\n`;
    for (const name of ['a\\u001b[31m', 'a\\nb', 'a\\0b', 'a\\ud800b']) {
      expect(faults(named(name))).toEqual([expect.stringMatching(/^1:7 name name: expected one line of plain text/)]);
    }
    expect(good(named('größer 👩‍🔬')).sweep.name).toBe('größer 👩‍🔬');
    const described = good(`${named('x')}description: |\n  one\n  two\n`);
    expect(described.sweep.description).toBe('one\ntwo');
  });

  it('refuses a file above a million characters unread', () => {
    expect(faults(`# ${'x'.repeat(1_000_001)}`)).toEqual([
      '1:1  The file has 1000003 characters; at most 1000000 are read.',
    ]);
  });

  it('is not blown up by anchors that refer to each other', () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `k${i}: &a${i} [${i === 0 ? 'x' : Array(9).fill(`*a${i - 1}`)}]`);
    expect(faults(bomb.join('\n')).length).toBeGreaterThan(0);
    expect(faults('name: &a [*a]')).toContain('1:11 name[0] This value contains itself. | Remove the alias.');
  });
});
