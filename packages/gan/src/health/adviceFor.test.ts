import type { Scalar } from '@seesaw/shared/hyperparameter';
import { expect, test } from 'vitest';
import { catalog } from '../catalog/catalog.ts';
import { adviceInWords, turns } from './advice.ts';
import { adviceFor } from './adviceFor.ts';

const advised = (about: keyof typeof turns, values: Record<string, Scalar> = {}, recipe = 'ring-mlp') => {
  const { hyperparameters } = catalog.recipes.find(({ name }) => name === recipe)!;
  const all = Object.fromEntries(hyperparameters.map((knob) => [knob.name, knob.default]));
  return adviceFor(adviceInWords(turns[about]), { recipe, values: { ...all, ...values } });
};

test('advice leaves out a knob that is at its limit', () => {
  expect(advised('dWins', { lr_ratio: 1, d_steps: 2, loss: 'minimax' })).toBe(
    'Raise `lr_ratio`, lower `d_steps`, set `r1_gamma` or `label_smoothing`, or use `loss: nonsaturating`.',
  );
  expect(advised('dWins', { lr_ratio: 64, d_steps: 1, loss: 'minimax' })).toBe(
    'Set `r1_gamma` or `label_smoothing`, or use `loss: nonsaturating`.',
  );
  expect(advised('gWins', { lr_ratio: 1 / 64 })).toBe('Raise `d_steps` or `width_d`.');
});

test('a choice that was made already is none any more, and what is on is turned further', () => {
  expect(advised('dWins', { d_steps: 2, r1_gamma: 1, label_smoothing: 0.5 })).toBe(
    'Raise `lr_ratio`, lower `d_steps`, or raise `r1_gamma`.',
  );
  expect(advised('diverged', { gradient_clip: 5 })).toBe('Lower `lr_d` or `gradient_clip`.');
  expect(advised('oscillating')).toBe('Lower `lr_d` or `beta1`, or set `r1_gamma` or `ema_decay`.');
  expect(advised('oscillating', { order: 'simultaneous' })).toContain('use `order: d-first`');
});

test('nothing is advised that the recipe or the loss does not have', () => {
  expect(advised('dOverfit')).toBe('Set `r1_gamma`, lower `width_d`, or use more data.');
  expect(advised('dOverfit', {}, 'mnist-bce')).toContain('`augment`');
  expect(advised('dWins', { loss: 'hinge' })).not.toContain('label_smoothing');
});

test('it says so where every knob is at its limit', () => {
  expect(advised('standsStill', { lr_d: 1 })).toBe('What is usually turned for this has reached its limit.');
});

test('every turn is one of a knob that some recipe has, so that advice names no other', () => {
  const known = new Set(catalog.recipes.flatMap(({ hyperparameters }) => hyperparameters.map(({ name }) => name)));
  const named = Object.values(turns).flatMap((all) => all.flatMap((turn) => ('knob' in turn ? [turn.knob] : [])));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('words that no rule has said stay as they are', () => {
  expect(adviceFor('', { recipe: 'ring-mlp', values: {} })).toBe('');
  expect(adviceFor('Sleep over it.', { recipe: 'ring-mlp', values: {} })).toBe('Sleep over it.');
  expect(adviceFor('Raise `lr_d`.', { recipe: 'gone', values: { lr_d: 1 } })).toBe('Raise `lr_d`.');
});
