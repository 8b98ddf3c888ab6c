import { expect, it } from 'vitest';
import { planText } from '../commands/sweepValidate.ts';
import { comparisonText } from '../follow/comparison.ts';
import { summaryLine } from '../follow/progressLines.ts';
import { sweepRow, trialRow } from '../testRows.ts';
import { csvText } from './csv.ts';
import { createPaint } from './paint.ts';
import { sweepColumns } from './sweepColumns.ts';
import { tableText } from './table.ts';
import { trialColumns } from './trialColumns.ts';

const plain = createPaint(false);
const sweep = sweepRow({
  bestScore: null,
  bestTrialNumber: null,
  frontSize: 2,
  definition: {
    ...sweepRow().definition,
    metrics: [
      { name: 'eval/score', goal: 'minimize' },
      { name: 'eval/modes', goal: 'maximize' },
    ],
  },
});
const trial = (number: number, score: number, modes: number, onFront: boolean) =>
  trialRow(number, {
    score,
    onFront,
    metrics: Object.fromEntries(
      Object.entries({ 'eval/score': score, 'eval/modes': modes }).map(([name, last]) => [
        name,
        { last, lastStep: 1, min: last, minStep: 1, max: last, maxStep: 1, count: 1 },
      ]),
    ),
  });
const trials = [trial(1, 0.5, 4, false), trial(2, 0.25, 4, true), trial(3, 0.5, 8, true)];

it('lists of trials have a column for each objective, and say who is on the Pareto front', () => {
  expect(tableText(trials.slice(0, 2), trialColumns(sweep, plain), plain).split('\n').slice(0, 3)).toEqual([
    '#   id  state      lr_ratio     step  eval/score  eval/modes  front  health  attempt',
    '1  101  completed       0.5  100/100         0.5           4         ● ok          1',
    '2  102  completed         1  100/100        0.25           4  front  ● ok          1',
  ]);
  expect(csvText(trials.slice(1, 2), trialColumns(sweep, plain))).toContain(',0.25,4,true,');
});

it('a comparison has the front first, by the first objective, and no rank', () => {
  const text = comparisonText(sweep, trials, plain);
  expect(text).toContain('3 trials by eval/score (lower is better) and eval/modes (higher is better)');
  expect(text).not.toContain('rank');
  expect(text.match(/#\d/g)).toEqual(['#2', '#3', '#1']);
});

it('wherever the best trial is named, it is the size of the front', () => {
  expect(tableText([sweep], sweepColumns(plain, 0), plain)).toMatch(/front of 2 +eval\/score, eval\/modes/);
  expect(summaryLine({ sweep, trials }, plain)).toContain('2 on the Pareto front');
  expect(planText(sweep.definition)).toMatch(/for the lowest eval\/score and the highest eval\/modes$/);
});
