import type { SweepRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { comparisonText } from '../follow/comparison.ts';
import { sweepRow, trialRow } from '../testRows.ts';
import { csvText } from './csv.ts';
import { createPaint } from './paint.ts';
import { tableText } from './table.ts';
import { byScore, trialColumns } from './trialColumns.ts';

const plain = createPaint(false);
const sweep = sweepRow();

describe('lists of trials', () => {
  it('stand in aligned columns, with what the sweep varies', () => {
    const rows = [
      trialRow(1, { score: 0.12345 }),
      trialRow(12, { state: 'running', step: 40, maxStep: 60, score: null }),
    ];
    expect(tableText(rows, trialColumns(sweep, plain), plain)).toBe(
      [
        ' #   id  state      lr_ratio                step   score  health  attempt',
        ' 1  101  completed       0.5             100/100  0.1235  ● ok          1',
        '12  112  running           6  40/100 (was at 60)          ● ok          1',
        '',
      ].join('\n'),
    );
  });

  it('become csv with full numbers and nothing for what is missing', () => {
    const rows = [trialRow(1, { score: 0.123456789 }), trialRow(2, { score: null, health: 'd-wins' })];
    expect(csvText(rows, trialColumns(sweep, plain))).toBe(
      '#,id,state,lr_ratio,step,score,health,attempt\n1,101,completed,0.5,100,0.123456789,ok,1\n2,102,completed,1,100,,d-wins,1\n',
    );
  });

  it('show nothing for a parameter that is inactive in a trial, whatever its configuration has', () => {
    const space: SweepRow['definition']['space'] = [
      { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'wgan-gp'] } },
      { name: 'gp_lambda', dimension: { kind: 'choice', values: [1, 5] }, when: 'loss == "wgan-gp"' },
      { name: 'ema', dimension: { kind: 'constant', value: true }, when: 'gp_lambda > 1' },
    ];
    const conditional = sweepRow({ definition: { ...sweep.definition, space } });
    const config = { ...trialRow(1).config, values: { loss: 'hinge', gp_lambda: 10, ema: false } };
    const rows = [
      trialRow(1, { point: { loss: 'hinge' }, config }),
      trialRow(2, { point: { loss: 'wgan-gp', gp_lambda: 1 }, config }),
      trialRow(3, { point: { loss: 'wgan-gp', gp_lambda: 5 }, config }),
    ];
    const columns = trialColumns(conditional, plain).filter(({ title }) => space.some(({ name }) => name === title));
    expect(csvText(rows, columns)).toBe('loss,gp_lambda,ema\nhinge,,\nwgan-gp,1,\nwgan-gp,5,true\n');
    const [header, ...lines] = comparisonText(conditional, rows, plain).split('\n').slice(3, 7);
    expect(header).toContain('loss  gp_lambda   ema');
    expect(lines.map((line) => line.slice(0, header!.indexOf('eval/score')).trim().split(/ {2,}/))).toEqual([
      ['1', '#1', 'hinge'],
      ['2', '#2', 'wgan-gp', '1'],
      ['3', '#3', 'wgan-gp', '5', 'true'],
    ]);
  });

  it('quote what csv or a spreadsheet would misread', () => {
    const cells = ['a,b', 'say "hi"', 'two\nlines', '=1+1', '-3', '-x'];
    const text = csvText(
      [cells],
      cells.map((_, i) => ({ title: String(i), cell: (row: string[]) => row[i] ?? '' })),
    );
    expect(text).toBe('0,1,2,3,4,5\n"a,b","say ""hi""","two\nlines",\'=1+1,-3,\'-x\n');
  });

  it('put the best first, and trials without a score last', () => {
    const rows = [
      trialRow(1, { score: null }),
      trialRow(2, { score: 3 }),
      trialRow(3, { score: 1 }),
      trialRow(4, { score: 3 }),
    ];
    expect([...rows].sort(byScore(sweep)).map(({ number }) => number)).toEqual([3, 2, 4, 1]);
    const highest = sweepRow({ definition: { ...sweep.definition, metric: { name: 'eval/modes', goal: 'maximize' } } });
    expect([...rows].sort(byScore(highest)).map(({ number }) => number)).toEqual([2, 4, 3, 1]);
  });
});
