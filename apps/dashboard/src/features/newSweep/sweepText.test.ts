import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setKey, setParameter, setRecipe } from './editSweepText.ts';
import { readSweepForm } from './readSweepForm.ts';
import type { ParameterSetting, SweepForm } from './sweepForm.ts';

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
      metricGoal: 'minimize',
      runCap: undefined,
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
    expect(form(edited)).toEqual({ ...form(text), name: 'other' });
  });

  it('removes a key that is emptied', () => {
    expect(setKey('name: a\nrun_cap: 5\n', ['run_cap'], undefined)).toBe('name: a\n');
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
