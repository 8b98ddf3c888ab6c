import { retrySettings, runningSettings } from '@seesaw/shared/settings/runningSettings';
import { pbtSettings } from '@seesaw/shared/settings/searchSettings';
import type { Setting } from '@seesaw/shared/settings/setting';
import { stopRules } from '@seesaw/shared/settings/stopRules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setKey, setMethod, setParameter, setRecipe, setRepeats, setSection } from './editSweepText.ts';
import { onlyInFile } from './onlyInFile.ts';
import { readSweepForm } from './readSweepForm.ts';
import { type ParameterSetting, type SweepForm, valueAt } from './sweepForm.ts';

const text = `# my sweep
name: balance   # a short name
recipe: ring-mlp
method: grid
metric: { name: eval/score, goal: minimize }
parameters:
  loss: { values: [hinge, wgan-gp] }
  lr_d: { min: 1e-5, max: 1e-2, distribution: log_uniform_values }
  d_steps: { min: 1, max: 5 }
  beta1: { distribution: normal, mu: 0.5, sigma: 0.1 }
`;

function form(yaml: string): SweepForm {
  const read = readSweepForm(yaml);
  if (!read.ok) throw new Error(read.message);
  return read.form;
}

describe('form and YAML', () => {
  it('shows what the text says', () => {
    const read = form(text);
    expect(read).toMatchObject({
      name: 'balance',
      recipe: 'ring-mlp',
      method: 'grid',
    });
    expect(read.parameters).toEqual({
      loss: { kind: 'values', values: ['hinge', 'wgan-gp'] },
      lr_d: { kind: 'range', min: 1e-5, max: 1e-2, isLog: true },
      d_steps: { kind: 'range', min: 1, max: 5, isLog: false },
      beta1: { kind: 'other', text: '{"distribution":"normal","mu":0.5,"sigma":0.1}' },
    });
  });

  it('keeps comments and everything else when one field changes', () => {
    const edited = setKey(text, ['name'], 'other');
    expect(edited).toContain('# my sweep');
    expect(edited).toContain('# a short name');
    const before = form(text);
    expect(form(edited)).toEqual({ ...before, name: 'other', file: { ...before.file, name: 'other' } });
  });

  it('removes a key that is emptied', () => {
    expect(setKey('name: a\nrun_cap: 5\n', ['run_cap'], undefined)).toBe('name: a\n');
  });

  it('makes the section of a setting that is the first in it, and removes one that becomes empty', () => {
    const made = setKey('name: a\n', ['pbt', 'factor'], 1.5);
    expect(made).toBe('name: a\npbt: { factor: 1.5 }\n');
    expect(setKey(setKey(made, ['pbt', 'quantile'], 0.5), ['pbt', 'factor'], undefined)).toBe(
      'name: a\npbt: { quantile: 0.5 }\n',
    );
    expect(setKey(made, ['pbt', 'factor'], undefined)).toBe('name: a\n');
    expect(setKey('name: a\n', ['pbt', 'factor'], undefined)).toBe('name: a\n');
    expect(setKey('name: a\npbt:\n', ['pbt', 'factor'], 2)).toBe('name: a\npbt: { factor: 2 }\n');
  });

  it('writes any setting of the file, and reads it back', () => {
    const sections: [readonly string[], readonly Setting[]][] = [
      [[], runningSettings],
      [['retry'], retrySettings],
      [['pbt'], pbtSettings],
      ...Object.values(stopRules).map(({ settings }): [string[], readonly Setting[]] => [
        ['early_terminate'],
        settings,
      ]),
    ];
    for (const [section, settings] of sections) {
      for (const setting of settings) {
        const path = [...section, setting.key];
        const value =
          setting.kind === 'choice' ? setting.choices[0] : setting.kind === 'text' ? 'a' : (setting.max ?? 7);
        const written = setKey(text, path, value);
        expect(valueAt(form(written).file, path), path.join('.')).toBe(value);
        expect(setKey(written, path, undefined), path.join('.')).toBe(setKey(text, path, undefined));
      }
    }
  });

  it('takes the settings of pbt away with pbt, and nothing else', () => {
    const pbt = 'method: pbt\npbt: { factor: 1.5 }\nearly_terminate: { type: median }\n';
    expect(setMethod(pbt, 'tpe')).toBe('method: tpe\nearly_terminate: { type: median }\n');
    expect(setMethod('method: tpe\n', 'pbt')).toBe('method: pbt\n');
  });

  it('says with the repeats what they go over', () => {
    const repeated = setRepeats('name: a\n', 3);
    expect(repeated).toBe('name: a\nrepeat_over: [ seed ]\nrepeats: 3\n');
    expect(setRepeats(repeated, 5)).toContain('repeats: 5');
    expect(setRepeats(repeated, undefined)).toBe('name: a\n');
  });

  it('writes a rule on one line in the place of the one before', () => {
    const rule = setSection('early_terminate: { type: median }\nname: a\n', ['early_terminate'], {
      type: 'asha',
      eta: 4,
    });
    expect(rule).toBe('early_terminate: { type: asha, eta: 4 }\nname: a\n');
    expect(setSection('name: a\n', ['checkpoint', 'keep'], ['best', { every: 500 }])).toBe(
      'name: a\ncheckpoint: { keep: [ best, { every: 500 } ] }\n',
    );
  });

  it('names what only the file can show, and shows what stands in a group without touching it', () => {
    const grouped = form(`${text}  optimizer: { parameters: { beta2: { value: 0.9 } } }
constraints: [ lr_d < 1 ]
program: train.py
`);
    expect(onlyInFile(grouped, undefined)).toEqual([
      ...['constraints', 'program', 'parameters.loss', 'parameters.lr_d', 'parameters.d_steps', 'parameters.beta1'],
      'parameters.beta2',
    ]);
    expect(grouped.parameters.beta2).toEqual({ kind: 'other', text: '{"value":0.9}', group: 'optimizer' });
  });

  it('names the distribution of a range, so that whole bounds of a rate stay a rate', () => {
    const edited = setParameter('name: a\n', 'lr_ratio', { kind: 'range', min: 1, max: 4, isLog: false }, false);
    expect(edited).toContain('distribution: uniform');
  });

  it('drops settings the new recipe does not know', () => {
    const edited = form(setRecipe(text, 'mnist-bce', new Set(['loss', 'lr_d'])));
    expect(edited.recipe).toBe('mnist-bce');
    expect(Object.keys(edited.parameters)).toEqual(['loss', 'lr_d']);
  });

  it('says the line of YAML that cannot be read, and leaves such a text alone', () => {
    const broken = 'name: a\nparameters: {x: [1, 2\n';
    expect(readSweepForm(broken)).toMatchObject({ ok: false });
    expect(setKey(broken, ['name'], 'b')).toBe(broken);
  });

  it('does not take a list or nothing at all for a sweep file', () => {
    expect(readSweepForm('- 1\n').ok).toBe(false);
    expect(readSweepForm('').ok).toBe(false);
  });

  it('reads back any setting that the form writes', () => {
    const finite = fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
      .map((v) => (Object.is(v, -0) ? 0 : v));
    const scalar = fc.oneof(finite, fc.boolean(), fc.string());
    const setting: fc.Arbitrary<Exclude<ParameterSetting, { kind: 'other' }>> = fc.oneof(
      fc.record({ kind: fc.constant('value' as const), value: scalar }),
      fc.record({ kind: fc.constant('values' as const), values: fc.array(scalar, { maxLength: 5 }) }),
      fc.record({ kind: fc.constant('range' as const), min: finite, max: finite, isLog: fc.boolean() }),
    );
    fc.assert(
      fc.property(setting, fc.boolean(), (written, isInteger) => {
        expect(form(setParameter(text, 'width_d', written, isInteger)).parameters.width_d).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });
});
