import { expect, test } from 'vitest';
import { assessHealth, type MetricRow } from './health.ts';

const rows = (count: number, values: (i: number) => Record<string, number>): MetricRow[] =>
  Array.from({ length: count }, (_, i) => ({ step: 10 * (i + 1), values: values(i) }));

const even = {
  'train/d_loss': 1.3,
  'balance/d_acc_real': 0.6,
  'balance/d_acc_fake': 0.6,
  'balance/grad_norm_g': 1,
  'balance/grad_norm_d': 1,
};

test('a few rows say nothing yet, an even game is ok', () => {
  expect(assessHealth(rows(5, () => even)).health).toBe('unknown');
  expect(assessHealth(rows(30, () => even))).toMatchObject({ health: 'ok', advice: '' });
});

test('a loss that is no number is diverged at once, with its name and step', () => {
  const verdict = assessHealth([...rows(2, () => even), { step: 30, values: { ...even, 'train/d_loss': Number.NaN } }]);
  expect(verdict).toMatchObject({ health: 'diverged', evidence: 'train/d_loss is NaN at step 30.' });
  expect(verdict.advice).toContain('`lr_d`');
});

test('D wins when it is always right and the gradient of G has died, not by accuracy alone', () => {
  const sure = (gradient: number) =>
    rows(40, (i) => ({
      ...even,
      'balance/d_acc_real': 0.99,
      'balance/d_acc_fake': 0.99,
      'balance/grad_norm_g': i < 10 ? 1 : gradient,
    }));
  expect(assessHealth(sure(0.01))).toMatchObject({ health: 'd-wins', advice: expect.stringContaining('`lr_ratio`') });
  expect(assessHealth(sure(0.8)).health).toBe('ok');
});

test('where D compares pairs, it wins by how many it puts in order', () => {
  const sure = (share: number) =>
    rows(40, (i) => ({ 'balance/d_acc_paired': share, 'balance/grad_norm_g': i < 10 ? 1 : 0.01 }));
  expect(assessHealth(sure(0.99))).toMatchObject({
    health: 'd-wins',
    evidence: expect.stringContaining('D is right on 99 % of the pairs, and'),
  });
  expect(assessHealth(sure(0.7)).health).toBe('ok');
});

test('G wins when D finds hardly any fake', () => {
  expect(assessHealth(rows(30, () => ({ ...even, 'balance/d_acc_fake': 0.1 })))).toMatchObject({
    health: 'g-wins',
    evidence: 'D finds only 10 % of the fake samples.',
  });
});

test('losing modes that were held is collapse; never having had them is not', () => {
  const history = (modes: number[]) =>
    rows(30, (i) => ({ ...even, ...(i % 10 === 9 ? { 'eval/modes_held': modes[(i - 9) / 10]! } : {}) }));
  expect(assessHealth(history([6, 8, 2]))).toMatchObject({
    health: 'collapse',
    evidence: 'G holds 2 modes, after 8 earlier.',
  });
  expect(assessHealth(history([0, 1, 2])).health).toBe('ok');
});

test('a gradient a hundred times its median is diverged even while the loss is a number', () => {
  expect(assessHealth(rows(30, (i) => ({ ...even, 'balance/grad_norm_d': i === 29 ? 500 : 1 })))).toMatchObject({
    health: 'diverged',
    advice: 'Lower `lr_d`.',
  });
});

test('losses without a decision are judged without accuracies', () => {
  expect(
    assessHealth(rows(30, () => ({ 'train/d_loss': -2, 'balance/grad_norm_g': 1, 'balance/grad_norm_d': 1 }))).health,
  ).toBe('ok');
});
