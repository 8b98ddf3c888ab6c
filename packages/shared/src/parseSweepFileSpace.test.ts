import { describe, expect, it } from 'vitest';
import { configOf } from './configOf.ts';
import { parseSweepFile } from './parseSweepFile.ts';
import { testContext } from './sweepFileTestCatalog.ts';
import { faults, good } from './sweepFileTestReading.ts';
import { sweepFileText } from './sweepFileText.ts';

/** The parameters begin in line 2, column 3. */
const file = (parameters: string, rest = '', method = 'random\nrun_cap: 5') =>
  `parameters:\n  ${parameters.replaceAll('\n', '\n  ')}\nrecipe: ring-mlp\nmethod: ${method}\nmetric: {name: eval/score}\n${rest}`;
const grid = (parameters: string, rest = '') => good(file(parameters, rest, 'grid'));
const warnings = (parsed: ReturnType<typeof good>) => parsed.warnings.map((w) => `${w.path} ${w.message}`);

const wganOnly = `loss: {values: [hinge, wgan-gp]}
gp_lambda: {values: [1, 5], when: loss == "wgan-gp"}`;

describe('when', () => {
  it('makes an axis conditional; elsewhere the hyperparameter has its default', () => {
    const { sweep } = grid(wganOnly);
    expect(sweep.space[1]).toEqual({
      name: 'gp_lambda',
      dimension: { kind: 'choice', values: [1, 5] },
      when: 'loss == "wgan-gp"',
    });
    expect(sweep.plannedTrials).toBe(3);
    expect(configOf(sweep, { loss: 'hinge' }, 1).values.gp_lambda).toBe(10);
    expect(configOf(sweep, { loss: 'wgan-gp', gp_lambda: 5 }, 3).values.gp_lambda).toBe(5);
  });

  it('sets a value in some trials only', () => {
    const { sweep } = grid('loss: {values: [hinge, wgan-gp]}\ngp_lambda: {value: 5, when: loss == "wgan-gp"}');
    expect(sweep.space[1]).toMatchObject({ name: 'gp_lambda', dimension: { kind: 'constant', value: 5 } });
    expect(sweep.base.gp_lambda).toBe(10);
  });

  it('has constants filled in, wherever they stand, and disappears when nothing is left to decide', () => {
    const { sweep } = good(
      file('lr_ratio: {min: 0.5, max: 2.0}\nd_steps: {values: [1, 2], when: lr_ratio < lr_d}\nlr_d: {value: 1}'),
    );
    expect(sweep.space[1]?.when).toBe('lr_ratio < 1');
    const always = good(file('lr_ratio: {values: [0.5, 1], when: loss == "nonsaturating"}'));
    expect(always.sweep.space[0]).not.toHaveProperty('when');
    expect(warnings(always)).toEqual(['parameters.lr_ratio.when The condition of lr_ratio always holds.']);
  });

  it.each([
    [
      'an unknown name',
      'lr_ratio: {values: [1, 2], when: los == "hinge"}',
      '2:36 parameters.lr_ratio.when Unknown name los. | Did you mean loss?',
    ],
    [
      'a value that its parameter never takes',
      `loss: {values: [hinge, wgan-gp]}\nlr_ratio: {values: [1, 2], when: 'lr_d > 1 or loss == "wgan"'}`,
      '3:57 parameters.lr_ratio.when loss is never "wgan". | Did you mean "wgan-gp"?',
    ],
    [
      'an assignment',
      'lr_ratio: {values: [1, 2], when: "loss = \\"hinge\\""}',
      '2:42 parameters.lr_ratio.when There is no operator =. | Did you mean ==?',
    ],
    [
      'itself',
      'lr_ratio: {values: [1, 2], when: lr_ratio > 1}',
      '2:36 parameters.lr_ratio.when The condition of lr_ratio names lr_ratio itself. | Use a parameter above it.',
    ],
    [
      'a parameter below',
      'lr_ratio: {values: [1, 2], when: d_steps > 1}\nd_steps: {values: [1, 2]}',
      '2:36 parameters.lr_ratio.when d_steps stands below lr_ratio, but a condition can only look at parameters above. | Move d_steps above lr_ratio.',
    ],
    [
      'the seed that each trial has of its own',
      'lr_ratio: {values: [1, 2], when: seed > 1}',
      '2:36 parameters.lr_ratio.when seed differs from trial to trial without being part of the search. | Set it or vary it below parameters.',
    ],
    [
      'a condition on constants that is false',
      'lr_ratio: {values: [1, 2], when: loss == "hinge"}',
      '2:36 parameters.lr_ratio.when lr_ratio would never be used: "nonsaturating" == "hinge" is never true. | Remove the parameter, or change when.',
    ],
    [
      'a condition that no point fulfils',
      'loss: {values: [hinge, nonsaturating]}\nlr_ratio: {values: [1, 2], when: loss == "wgan-gp"}',
      '3:36 parameters.lr_ratio.when lr_ratio would never be used: none of the 2 points fulfils loss == "wgan-gp". | Change when, or remove the parameter.',
    ],
    [
      'a condition of what every trial has',
      'loss: {values: [hinge, wgan-gp]}\nsteps: {values: [100, 200], when: loss == "hinge"}',
      '3:37 parameters.steps.when Every trial has steps: it cannot depend on a condition. | Remove when.',
    ],
    [
      'no text',
      'lr_ratio: {values: [1, 2], when: true}',
      `2:36 parameters.lr_ratio.when Expected a condition, got true. | Write it in quotes, e.g. 'loss == "wgan-gp"'.`,
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(faults(file(text))).toEqual([expected]);
  });

  it('warns when no draw of a continuous space fulfils it', () => {
    const parsed = good(file('lr_d: {min: 0.1, max: 1.0}\nlr_ratio: {values: [1, 2], when: lr_d < 0.1}'));
    expect(warnings(parsed)).toEqual([
      'parameters.lr_ratio.when lr_ratio would never be used: no point among 10,000 draws fulfils lr_d < 0.1.',
    ]);
  });

  it('lets a knob of one loss vary in a sweep over losses', () => {
    expect(warnings(grid(wganOnly))).toEqual([]);
    expect(faults(file(wganOnly.replace('loss == "wgan-gp"', 'loss ~ "h|wgan"')))).toEqual([
      '3:3 parameters.gp_lambda gp_lambda varies, but trials with loss hinge do not use it: they would repeat each other. | Add when: \'loss in ("wgan-gp")\' to gp_lambda.',
    ]);
  });

  it('keeps contradictions out of sight where the parameter is inactive', () => {
    const text = 'order: {values: [d-first, simultaneous]}\nd_steps: {values: [2, 3], when: order == "d-first"}';
    expect(grid(text).sweep.plannedTrials).toBe(3);
  });
});

describe('constraints', () => {
  it('are kept with their constants filled in, and thin out a grid', () => {
    const { sweep } = grid(
      'lr_d: {values: [0.001, 0.01]}\nlr_ratio: {values: [0.5, 1, 2]}\nd_steps: {value: 2}',
      'constraints: ["lr_d*lr_ratio < 0.01", lr_ratio != d_steps]',
    );
    expect(sweep.constraints).toEqual(['lr_d * lr_ratio < 0.01', 'lr_ratio != 2']);
    expect(sweep.plannedTrials).toBe(3);
  });

  it('keep contradictions out of the sweep', () => {
    const text = 'order: {values: [d-first, simultaneous]}\nd_steps: {values: [1, 2]}';
    const parsed = grid(text, `constraints: ['order == "d-first" or d_steps == 1']`);
    expect(parsed.sweep.plannedTrials).toBe(3);
  });

  it.each([
    [
      'no list',
      'constraints: lr_d < 1',
      '7:14 constraints constraints: expected a list of conditions, got "lr_d < 1". | Write constraints: ["lr_d * lr_ratio < 0.01"].',
    ],
    [
      'an unknown name',
      'constraints:\n  - lr_d < 1\n  - lr_e < 1',
      '9:5 constraints[1] Unknown name lr_e. | Did you mean lr_d?',
    ],
    [
      'a number',
      'constraints: [lr_d * 2]',
      '7:20 constraints[0] This is a number, not a condition. | Compare it: lr_d * 2 > 0.',
    ],
    [
      'a condition that YAML cuts in two',
      'constraints: [lr_d in (0.1, lr_d < 2]',
      '7:23 constraints[0] This ( has no partner. | Put the whole condition into quotes.',
    ],
    [
      'what is false of the constants',
      'constraints: [steps < 100]',
      '7:15 constraints[0] No trial satisfies this: 3000 < 100 is false. | Vary what it names, or remove it.',
    ],
    [
      'what no draw satisfies',
      'constraints: [lr_d > 0.1, lr_d < 0.01]',
      '7:27 constraints[1] No point among 10,000 draws satisfies lr_d < 0.01. | Loosen it, or widen the parameters.',
    ],
    [
      'what no draw satisfies at once',
      'constraints: [lr_d > 0.5, lr_d < 0.4]',
      '7:14 constraints No point among 10,000 draws satisfies all constraints at once. | Loosen one of them, or widen the parameters.',
    ],
  ])('refuses %s', (_what, constraints, expected) => {
    const found = faults(file('lr_d: {min: 0.1, max: 1.0}', constraints));
    expect(found[0]).toBe(expected);
  });

  it('are decided exactly in a small grid', () => {
    expect(
      faults(
        file('d_steps: {values: [1, 2]}\nlr_d: {values: [0.1, 0.2]}', 'constraints: [d_steps * lr_d > 0.4]', 'grid'),
      ),
    ).toEqual([
      '7:15 constraints[0] None of the 4 points satisfies d_steps * lr_d > 0.4. | Loosen it, or widen the parameters.',
    ]);
  });

  it('are doubted when they leave little or change nothing', () => {
    const scarce = good(file('lr_d: {min: 0.1, max: 1.0}', 'constraints: [lr_d < 0.101]'));
    expect(warnings(scarce)[0]).toMatch(/^constraints Only \d+ of 10,000 draws satisfy the constraints\.$/);
    const idle = grid('d_steps: {values: [1, 2]}', 'constraints: [d_steps < 9, lr_d < 1]');
    expect(warnings(idle)).toEqual([
      'constraints[0] This constraint excludes no point.',
      'constraints[1] This constraint names nothing that varies, and always holds.',
    ]);
  });
});

describe('groups and ordered values', () => {
  it('reads parameters in groups as if they stood outside', () => {
    const { sweep } = grid(`optimizer:
  parameters:
    lr_d: {values: [0.1, 0.2]}
    more: {parameters: {d_steps: {value: 2}}}
loss: {values: [hinge, wgan-gp]}`);
    expect(sweep.space.map(({ name }) => name)).toEqual(['lr_d', 'loss']);
    expect(sweep.base.d_steps).toBe(2);
  });

  it.each([
    [
      'a name in two groups',
      'lr_d: {value: 0.1}\na: {parameters: {lr_d: {value: 0.2}}}',
      '3:20 parameters.a.parameters.lr_d lr_d is set twice; the first time in line 2 (parameters.lr_d). | Remove one of them.',
    ],
    [
      'an unknown name in a group',
      'a: {parameters: {lr_e: {value: 0.2}}}',
      '2:20 parameters.a.parameters.lr_e ring-mlp has no hyperparameter "lr_e". | Did you mean lr_d?',
    ],
    [
      'a group with a value',
      'a: {value: 1, parameters: {lr_d: {value: 0.2}}}',
      '2:7 parameters.a.value Unknown key "value". | a is a group: it holds parameters only.',
    ],
    [
      'a group that is a list',
      'a: {parameters: [1]}',
      '2:19 parameters.a.parameters parameters: expected a mapping such as {lr_ratio: {values: [0.5, 1, 2]}}, got a list.',
    ],
    [
      'an order of a range',
      'lr_d: {min: 0.1, max: 0.5, ordered: true}',
      '2:30 parameters.lr_d.ordered ordered does not fit here: this parameter is given by min, max.',
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(faults(file(text))).toContain(expected);
  });

  it('keeps that values stand in an order', () => {
    expect(grid('loss: {values: [hinge, wgan-gp], ordered: true}').sweep.space[0]?.dimension).toEqual({
      kind: 'choice',
      values: ['hinge', 'wgan-gp'],
      ordered: true,
    });
  });
});

it('a sweep with conditions, constraints and orders reads back from its own text', () => {
  const text = file(
    `loss: {values: [hinge, wgan-gp], ordered: false}
gp_lambda: {distribution: q_uniform, min: 1, max: 20, q: 0.5, when: 'loss == "wgan-gp"'}
ema: {value: true, when: gp_lambda > 2}
lr_d: {min: 0.001, max: 0.1}
lr_ratio: {values: [0.5, 1]}`,
    'constraints: [lr_d * lr_ratio < 0.01, not (ema and lr_d > 0.05)]',
  );
  const first = good(text).sweep;
  const second = parseSweepFile(sweepFileText(first), testContext);
  expect(second.ok && second.sweep).toEqual(first);
});
