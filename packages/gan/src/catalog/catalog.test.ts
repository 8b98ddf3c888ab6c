import { misfit } from '@seesaw/shared/hyperparameter';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { findContradictions } from './contradictions.ts';
import { resolveDataset } from './resolveDataset.ts';

const defaultsOf = (name: string) => {
  const recipe = catalog.recipes.find((r) => r.name === name);
  if (recipe === undefined) throw new Error(`no recipe ${name}`);
  return {
    recipe: name,
    dataset: recipe.defaultDataset,
    values: Object.fromEntries(recipe.hyperparameters.map((h) => [h.name, h.default])),
  };
};

test.each(catalog.recipes)(
  'recipe $name is complete: unique names, defaults in range, known losses and data sets',
  (recipe) => {
    const names = recipe.hyperparameters.map((h) => h.name);
    expect(new Set(names).size).toBe(names.length);
    for (const parameter of recipe.hyperparameters) {
      expect(misfit(parameter, parameter.default), parameter.name).toBeUndefined();
      expect(parameter.why, parameter.name).toMatch(/\.$/);
    }
    const loss = recipe.hyperparameters.find((h) => h.name === 'loss');
    if (recipe.sampleKind !== 'none')
      expect(loss?.kind === 'choice' && loss.choices).toEqual(catalog.losses.map((l) => l.name));
    for (const name of [recipe.defaultDataset, ...recipe.datasets]) {
      expect(catalog.datasets.map((d) => d.name)).toContain(name);
    }
    expect(recipe.metrics.map((m) => m.name)).toContain('eval/score');
    expect(findContradictions(defaultsOf(recipe.name))).toEqual([]);
  },
);

test('a recipe on a data set it cannot read is refused with the data sets it can', () => {
  const [clash] = findContradictions({ ...defaultsOf('ring-mlp'), dataset: 'mnist-10k' });
  expect(clash).toMatchObject({ fields: ['recipe', 'dataset'], suggestion: 'Use dataset: ring.' });
});

test('clashing settings are named with both fields and what to change', () => {
  const base = defaultsOf('mnist-bce');
  const clashes = findContradictions({
    ...base,
    values: { ...base.values, order: 'simultaneous', d_steps: 2, gp_lambda: 3, width_d: 4, width_ratio: 1 / 16 },
  });
  expect(clashes.map((c) => c.fields)).toEqual([
    ['order', 'd_steps', 'g_steps'],
    ['gp_lambda', 'loss'],
    ['width_d', 'width_ratio'],
  ]);
});

test('the alias mnist means the largest MNIST at hand, a concrete name means itself', () => {
  expect(resolveDataset('mnist', () => true)).toBe('mnist-70k');
  expect(resolveDataset('mnist', (name) => name === 'mnist-10k')).toBe('mnist-10k');
  expect(resolveDataset('mnist-70k', () => false)).toBe('mnist-70k');
  expect(resolveDataset('mnits', () => true)).toBeUndefined();
});
