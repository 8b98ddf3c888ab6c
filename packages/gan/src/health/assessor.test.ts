import type { HealthHistory } from '@seesaw/shared/health';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordedRun, recordedRuns } from '../../recordedRun.ts';
import { createAssessor } from './assessor.ts';
import type { MetricRow } from './seen.ts';

const windowSteps = 200;
const even = {
  'balance/d_acc_real': 0.6,
  'balance/d_acc_fake': 0.6,
  'balance/update_ratio_d': 1e-3,
  'balance/update_ratio_g': 1e-3,
};
/** D finds no fake sample though the score is what it was. */
const blind = { ...even, 'balance/d_acc_fake': 0, 'eval/score': 1 };
const fine = { ...even, 'eval/score': 1 };

/** Rows every 25 steps, and what was said after each. */
const saidOf = (values: readonly Record<string, number>[]) => {
  const assessor = createAssessor(windowSteps);
  return values.map((one, i) => assessor.add({ step: 25 * (i + 1), values: one }).health);
};
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test('nothing is said for two windows, then ok at once and an alarm when it lasted for half a window', () => {
  expect(saidOf(times(18, fine)).map((said) => said === 'ok')).toEqual([...times(16, false), true, true]);
  const said = saidOf(times(24, blind));
  // Two windows are over at row 17, step 425; half of one more at step 525, row 21.
  expect(said.indexOf('g-wins')).toBe(20);
});

test('what lasts for less than half a window raises nothing and ends nothing', () => {
  const good = { ...blind, 'eval/score': 0.1 };
  const shortly = saidOf([blind, ...times(20, good), ...times(4, blind), ...times(20, good)]);
  expect(new Set(shortly.slice(16))).toEqual(new Set(['ok']));
  const back = saidOf([...times(24, blind), ...times(4, good), ...times(10, blind)]);
  expect(new Set(back.slice(20))).toEqual(new Set(['g-wins']));
  expect(saidOf([...times(24, blind), ...times(5, good)]).at(-1)).toBe('ok');
});

test('a number that is none is said at once, also of a step that was judged, and of an evaluation never', () => {
  const assessor = createAssessor(windowSteps);
  expect(assessor.add({ step: 25, values: { ...fine, 'eval/score': Number.NaN } }).health).toBe('unknown');
  expect(assessor.add({ step: 25, values: { 'train/d_loss': Number.NaN } })).toMatchObject({
    health: 'diverged',
    evidence: 'train/d_loss is NaN at step 25.',
  });
});

test('a step that was judged is not judged again', () => {
  const once = createAssessor(windowSteps);
  const twice = createAssessor(windowSteps);
  for (const [i, values] of times(30, blind).entries()) {
    const row = { step: 25 * (i + 1), values };
    once.add(row);
    for (const again of [row, row, { step: 25, values: fine }]) twice.add(again);
  }
  expect(twice.history()).toEqual(once.history());
});

test.each(recordedRuns)('%s: stopped anywhere and gone on from what is in a file, the same is said', (name) => {
  const { rows, windowSteps: window } = recordedRun(name);
  const whole = verdictsOf(rows, window);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: rows.length }), { maxLength: 4 }), (cuts) => {
      let said: unknown[] = [];
      let history: HealthHistory | undefined;
      for (const [from, to] of pieces(cuts, rows.length)) {
        const assessor = createAssessor(window, history);
        said = [...said, ...rows.slice(from, to).map((row) => assessor.add(row))];
        history = JSON.parse(JSON.stringify(assessor.history()));
      }
      expect(said).toEqual(whole);
    }),
    { numRuns: 15 },
  );
});

test('what is remembered stays below 30 kB, also with a report at every step', () => {
  const assessor = createAssessor(windowSteps);
  const { rows } = recordedRun('oscillating');
  for (let step = 1; step <= 1500; step += 1) assessor.add({ step, values: rows[step % rows.length]!.values });
  expect(JSON.stringify(assessor.history()).length).toBeLessThan(30_000);
});

function verdictsOf(rows: readonly MetricRow[], window: number) {
  const assessor = createAssessor(window);
  return rows.map((row) => assessor.add(row));
}

function pieces(cuts: readonly number[], length: number): [number, number][] {
  const ends = [...cuts].sort((a, b) => a - b);
  return [...ends, length].map((end, i) => [ends[i - 1] ?? 0, end]);
}

test('where no report follows, what two evaluations say needs not last, and what holds is told as it is now', () => {
  const assessor = createAssessor(windowSteps);
  const at = (step: number, values: Record<string, number>) => assessor.add({ step, values: { ...even, ...values } });
  for (let step = 25; step <= 975; step += 25) at(step, step === 500 ? { 'eval/score': 3, 'eval/duplicates': 1 } : {});
  expect(assessor.conclusion()).toMatchObject({ health: 'ok', evidence: expect.stringMatching(/there were 1\.$/) });
  expect(at(1000, { 'eval/score': 3, 'eval/duplicates': 0.98 }).health).toBe('ok');
  const before = assessor.history();
  expect(assessor.conclusion()).toEqual({
    health: 'collapse',
    evidence: expect.stringMatching(/^98 % .*\(100 % at the evaluation before/),
    advice: expect.stringContaining('`pac`'),
  });
  expect(assessor.history()).toEqual(before);
});

test('what one evaluation alone says is no conclusion', () => {
  const assessor = createAssessor(windowSteps);
  for (let step = 25; step <= 1000; step += 25) {
    const modes = step === 1000 ? 2 : 8;
    assessor.add({
      step,
      values: {
        ...even,
        ...(step % 100 === 0 && { 'eval/score': 10 / step, 'eval/hq_share': 0.9, 'eval/modes_held': modes }),
      },
    });
  }
  expect(assessor.conclusion().health).toBe('ok');
});

test('an ok of bad samples says how bad they are, and one of good samples nothing', () => {
  const evidenceOf = (score: (step: number) => number) => {
    const assessor = createAssessor(windowSteps);
    for (let step = 25; step <= 1500; step += 25) {
      assessor.add({ step, values: { ...even, ...(step % 100 === 0 && { 'eval/score': score(step) }) } });
    }
    return assessor.conclusion().evidence;
  };
  expect(evidenceOf((step) => 3 - step / 2000)).toMatch(
    /Samples are not good yet: eval\/score is 2\.25, at first 2\.95\.$/,
  );
  expect(evidenceOf((step) => 300 / step)).toBe('Neither player has the upper hand and nothing has collapsed.');
});

test('a verdict that had begun to give way when the training ended says so', () => {
  const assessor = createAssessor(windowSteps);
  for (let step = 25; step <= 1000; step += 25) {
    const duplicates = step === 1000 ? 0.1 : 1;
    const measured = { 'eval/score': 300 / step, 'eval/duplicates': duplicates };
    assessor.add({ step, values: { ...even, ...(step % 100 === 0 && measured) } });
  }
  expect(assessor.verdict.health).toBe('collapse');
  const { evidence } = assessor.verdict;
  expect(assessor.conclusion()).toMatchObject({
    health: 'collapse',
    evidence: `${evidence} From step 1000 on it looked ok.`,
  });
});
