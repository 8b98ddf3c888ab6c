import { expect, test } from 'vitest';
import { assessHealth } from './assessHealth.ts';
import { type MetricRow, seenRow } from './seen.ts';

// What trainings really reported is in recorded.test.ts; here is what they did not happen to report.

const windowSteps = 200;
/** A row every 25 steps: eight rows a window. */
const rows = (count: number, values: (i: number) => Record<string, number>): MetricRow[] =>
  Array.from({ length: count }, (_, i) => ({ step: 25 * (i + 1), values: values(i) }));
const judged = (history: readonly MetricRow[]) =>
  assessHealth(
    history.map((row) => seenRow(row)),
    windowSteps,
  );
/** At every tenth row. */
const evaluated = (i: number, values: Record<string, number>) => (i % 10 === 9 ? values : {});

const even = {
  'train/d_loss': 1.3,
  'balance/real_score': 0.3,
  'balance/fake_score': -0.2,
  'balance/d_gap': 0.01,
  'balance/d_acc_real': 0.6,
  'balance/d_acc_fake': 0.65,
  'balance/grad_norm_g': 1,
  'balance/grad_norm_d': 1,
};

test('less than two windows say nothing yet, an even game is ok', () => {
  expect(judged(rows(16, () => even))).toMatchObject({ health: 'unknown', evidence: expect.stringContaining('200') });
  expect(judged(rows(40, () => even))).toMatchObject({ health: 'ok', advice: '' });
});

test('a gradient a hundred times its median is diverged even while the loss is a number', () => {
  const last = (norm: number) => rows(40, (i) => ({ ...even, 'balance/grad_norm_d': i === 39 ? norm : 1 }));
  expect(judged(last(500))).toMatchObject({ health: 'diverged', advice: expect.stringContaining('`lr_d`') });
  expect(judged(last(50)).health).toBe('ok');
});

test('a gradient that had nearly vanished and comes back is not diverged', () => {
  const back = rows(40, (i) => ({ ...even, 'balance/grad_norm_d': i < 10 || i === 39 ? 1 : 1e-5 }));
  expect(judged(back).health).toBe('ok');
});

test('D wins when it is always right and the gradient of G has died, not by accuracy alone', () => {
  const sure = (gradient: number) =>
    rows(40, (i) => ({
      ...even,
      'balance/d_acc_real': 0.99,
      'balance/d_acc_fake': 0.99,
      'balance/grad_norm_g': i < 10 ? 1 : gradient,
    }));
  expect(judged(sure(0.01))).toMatchObject({ health: 'd-wins', advice: expect.stringContaining('`lr_ratio`') });
  expect(judged(sure(0.8)).health).toBe('ok');
});

test('where D compares pairs, it wins by how many it puts in order', () => {
  const sure = (share: number) =>
    rows(40, (i) => ({ 'balance/d_acc_paired': share, 'balance/grad_norm_g': i < 10 ? 1 : 0.01 }));
  expect(judged(sure(0.99))).toMatchObject({
    health: 'd-wins',
    evidence: expect.stringContaining('D is right on 99 % of the pairs, and'),
  });
  expect(judged(sure(0.7)).health).toBe('ok');
});

test('a D that is right without either player having moved has not won: nothing happens', () => {
  const still = (path: number, first: number) =>
    rows(40, (i) => ({
      ...even,
      'balance/d_acc_real': 1,
      'balance/d_acc_fake': 1,
      'balance/grad_norm_g': i < 10 ? 1 : 0.01,
      'balance/update_ratio_d': i < 10 ? first / windowSteps : path / windowSteps,
      'balance/update_ratio_g': 1e-6,
    }));
  expect(judged(still(0.005, 0.005))).toMatchObject({
    health: 'stalled',
    evidence: expect.stringContaining('0.5 % and'),
    advice: 'Raise `lr_d`.',
  });
  expect(judged(still(0.05, 0.05)).health).toBe('d-wins');
  // Rates that fell to nothing at the end of a run.
  expect(judged(still(0.005, 0.5)).health).toBe('d-wins');
});

test('losses without a decision are judged without accuracies', () => {
  const values = { 'train/d_loss': -2, 'balance/grad_norm_g': 1, 'balance/grad_norm_d': 1 };
  expect(judged(rows(40, () => values)).health).toBe('ok');
});

test('G wins when D finds hardly any fake though they are not good; at a good end that is chance', () => {
  const blind = (score: number) =>
    rows(40, (i) => ({
      ...even,
      'balance/d_acc_fake': 0.1,
      ...evaluated(i, { 'eval/score': i < 10 ? 2 : score }),
    }));
  expect(judged(blind(1.9))).toMatchObject({
    health: 'g-wins',
    evidence: expect.stringContaining('D finds only 10 % of the fake samples'),
  });
  expect(judged(blind(0.2)).health).toBe('ok');
});

test('G wins when D guesses while the score is twice as bad as it was, at two evaluations and by every measure', () => {
  const guessing = (scores: number[], distances?: number[]) =>
    rows(40, (i) => ({
      ...even,
      'balance/d_acc_real': 0.5,
      'balance/d_acc_fake': 0.52,
      ...evaluated(i, {
        'eval/score': scores[(i - 9) / 10]!,
        ...(distances && { 'eval/swd': distances[(i - 9) / 10]! }),
      }),
    }));
  expect(judged(guessing([2, 0.5, 1.2, 1.4])).health).toBe('g-wins');
  expect(judged(guessing([2, 0.5, 1.2, 1.4], [0.6, 0.1, 0.3, 0.3])).health).toBe('g-wins');
  expect(judged(guessing([2, 0.5, 1.2, 1.4], [0.6, 0.1, 0.1, 0.1])).health).toBe('ok');
  expect(judged(guessing([2, 0.5, 0.6, 1.4])).health).toBe('ok');
  expect(judged(guessing([2, 1, 0.7, 0.5])).health).toBe('ok');
});

test('losing modes that were held with samples as good is collapse; never having had them is not', () => {
  const holding = (modes: number[], quality: number) =>
    rows(40, (i) => ({
      ...even,
      ...evaluated(i, { 'eval/modes_held': modes[(i - 9) / 10]!, 'eval/hq_share': i < 39 ? 0.8 : quality }),
    }));
  expect(judged(holding([6, 8, 7, 2], 0.9))).toMatchObject({
    health: 'collapse',
    evidence: expect.stringContaining('G holds 2 modes at step 1000, after 8 modes at step 500'),
  });
  expect(judged(holding([6, 8, 7, 2], 0.1)).health).toBe('ok');
  expect(judged(holding([0, 1, 2, 1], 0.9)).health).toBe('ok');
});

test('a generator that repeats itself at two evaluations has collapsed', () => {
  const repeating = (shares: number[]) =>
    rows(40, (i) => ({ ...even, ...evaluated(i, { 'eval/duplicates': shares[(i - 9) / 10]! }) }));
  expect(judged(repeating([0, 0.1, 0.95, 1])).health).toBe('collapse');
  expect(judged(repeating([0, 1, 0.1, 1])).health).toBe('ok');
});

test('D overfits when it puts training samples far above held-out ones, window after window', () => {
  const apart = (gap: (window: number) => number) =>
    rows(48, (i) => ({
      ...even,
      'balance/real_score': 1,
      'balance/fake_score': 0,
      'balance/d_gap': gap(Math.floor(i / 8)),
    }));
  expect(judged(apart((window) => window * 0.2))).toMatchObject({
    health: 'd-overfit',
    advice: expect.stringContaining('`augment`'),
  });
  expect(judged(apart(() => 0.1)).health).toBe('ok');
  expect(judged(apart((window) => (window === 3 ? 2 : 0))).health).toBe('ok');
});

test('a D that says the same of everything, but for its last digits, does not overfit', () => {
  const same = { 'balance/real_score': 0.5, 'balance/fake_score': 0.5, 'balance/d_gap': 1e-9 };
  expect(judged(rows(48, () => ({ ...even, ...same }))).health).toBe('ok');
});

/** 60 rows, evaluated six times. */
const scored = (scores: number[], fakeScore: (i: number) => number, distances?: number[]) =>
  rows(60, (i) => ({
    ...even,
    'balance/real_score': 0.5 - 0.5 * fakeScore(i),
    'balance/fake_score': fakeScore(i),
    ...evaluated(i, {
      'eval/score': scores[(i - 9) / 10]!,
      ...(distances && { 'eval/swd': distances[(i - 9) / 10]! }),
    }),
  }));

test('samples that come nearer while the score still says its worst are progress', () => {
  const flat = [3, 3, 3.01, 3, 2.99, 3];
  const nearing = [0.64, 0.63, 0.6, 0.5, 0.4, 0.3];
  const swinging = (i: number) => -0.2 + 0.5 * Math.sin(i);
  expect(judged(scored(flat, () => -0.2, nearing)).health).toBe('ok');
  expect(judged(scored(flat, swinging, nearing)).health).toBe('ok');
  const staying = [0.64, 0.63, 0.64, 0.63, 0.64, 0.63];
  expect(judged(scored(flat, () => -0.2, staying)).health).toBe('stalled');
  expect(judged(scored(flat, swinging, staying)).health).toBe('oscillating');
});

test('coming back from where it was worse than untrained is no progress', () => {
  const flat = [3, 3, 3.01, 3, 2.99, 3];
  const thrown = [0.64, 38, 20, 0.6, 0.65, 0.61];
  expect(judged(scored(flat, (i) => -0.2 + 0.5 * Math.sin(i), thrown)).health).toBe('oscillating');
});

test('a score that does not move and never got good is stalled; one that got good is settled', () => {
  expect(judged(scored([3, 3, 3.01, 3, 2.99, 3], () => -0.2))).toMatchObject({
    health: 'stalled',
    evidence: expect.stringContaining('in the last 1000 steps'),
  });
  expect(judged(scored([3, 1, 0.2, 0.2, 0.2, 0.2], () => -0.2)).health).toBe('ok');
  expect(judged(scored([3, 2.8, 2.5, 2.2, 1.9, 1.7], () => -0.2)).health).toBe('ok');
});

test('four evaluations are too few to say that the score stands', () => {
  expect(judged(scored([3, 3, 3, 3, 3], () => -0.2).slice(0, 45)).health).toBe('ok');
  expect(judged(scored([3, 3, 3, 3, 3], () => -0.2).slice(0, 50)).health).toBe('stalled');
});

test('a lead of D that swings while the score gets nowhere is oscillating, not stalled', () => {
  const swinging = (scores: number[]) => scored(scores, (i) => -0.2 + 0.5 * Math.sin(i));
  expect(judged(swinging([3, 3, 3.01, 3, 2.99, 3]))).toMatchObject({
    health: 'oscillating',
    advice: expect.stringContaining('`r1_gamma`'),
  });
  expect(judged(swinging([3, 2.5, 2, 1.5, 1, 0.7])).health).toBe('ok');
});

test('a game that swung at first and has settled is not oscillating', () => {
  const settled = scored([3, 3, 3.01, 3, 2.99, 3], (i) => -0.2 + (i < 48 ? 0.8 : 0.02) * Math.sin(i));
  expect(judged(settled).health).toBe('stalled');
});

test('chance in the generated samples alone is no swing of D', () => {
  const chance = rows(60, (i) => ({
    ...even,
    'balance/real_score': 0.01,
    'balance/fake_score': 0.02 * Math.sin(7 * i),
    'balance/d_gap': 0,
    ...evaluated(i, { 'eval/score': 3 }),
  }));
  expect(judged(chance).health).toBe('stalled');
});
