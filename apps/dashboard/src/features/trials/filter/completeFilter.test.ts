import { describe, expect, it } from 'vitest';
import { checkFilter } from './checkFilter.ts';
import { applyCompletion, completeFilter } from './completeFilter.ts';
import type { FilterWord } from './filterVocabulary.ts';

const words: FilterWord[] = [
  { name: 'loss', kind: 'varied', type: 'text', likely: ['hinge', 'wgan-gp'], note: 'varied' },
  { name: 'lr_d', kind: 'varied', type: 'number', likely: [0.001, 0.01], note: 'varied' },
  { name: 'lr_g', kind: 'varied', type: 'number', likely: [], note: 'varied' },
  { name: 'ema', kind: 'setting', type: 'boolean', likely: [], note: '' },
  {
    name: 'state',
    kind: 'field',
    type: 'text',
    values: ['failed', 'running'],
    likely: ['failed', 'running'],
    note: '',
  },
  { name: 'eval/score', kind: 'metric', type: 'number', likely: [], note: '' },
  { name: 'odd name', kind: 'metric', type: 'number', likely: [], note: '' },
];

/** The labels that are offered where the bar stands. */
function offered(marked: string): string[] {
  const caret = marked.indexOf('|');
  return completeFilter(marked.replace('|', ''), caret, words).options.map(({ label }) => label);
}

/** The filter after its first offer was taken. */
function taken(marked: string): string {
  const text = marked.replace('|', '');
  const completion = completeFilter(text, marked.indexOf('|'), words);
  const [first] = completion.options;
  if (first === undefined) return text;
  const after = applyCompletion(text, completion, first);
  return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
}

describe('completion of a filter', () => {
  it.each([
    ['|', ['loss', 'lr_d', 'lr_g', 'ema', 'state', 'eval/score', 'odd name', 'not']],
    ['l|', ['loss', 'lr_d', 'lr_g', 'log(', 'log10(']],
    ['loss == "hinge" and lr|', ['lr_d', 'lr_g']],
    ['lr_d / lr|', ['lr_d', 'lr_g']],
    ['lr_d/lr|', ['lr_d', 'lr_g']],
    ['eval/s|', ['eval/score']],
    ['(not em|', ['ema']],
    ['sco|', ['eval/score']],
  ])('%s begins an operand', (text, names) => {
    expect(offered(text).slice(0, names.length)).toEqual(names);
  });

  it('offers numbers only where there is a sum', () => {
    expect(offered('lr_d * |')).not.toContain('loss');
    expect(offered('lr_d * |')).toContain('eval/score');
  });

  it.each([
    ['loss |', ['==', '!=', 'in (', 'not in (', '~', '!~']],
    ['loss not |', ['in (']],
    ['lr_d |', ['<', '<=', '>', '>=']],
    ['ema |', ['and', 'or']],
    ['lr_d > 2 |', ['and', 'or']],
    ['lr_d > lr_g |', ['and', 'or', '+']],
    ['(loss == "hinge" or loss |', ['==', '!=']],
    ['(loss == "hinge") |', ['and', 'or']],
  ])('%s goes on with an operator', (text, operators) => {
    expect(offered(text).slice(0, operators.length)).toEqual(operators);
  });

  it.each([
    ['loss == |', ['"hinge"', '"wgan-gp"']],
    ['loss == "w|', ['"wgan-gp"']],
    ['loss == wg|', ['"wgan-gp"']],
    ['loss in ("hinge", |', ['"hinge"', '"wgan-gp"']],
    ['loss not in (|', ['"hinge"', '"wgan-gp"']],
    ['loss in ("hinge" |', [',', ')']],
    ['state != |', ['"failed"', '"running"']],
    ['lr_d >= |', ['0.001', '0.01', 'lr_d', 'lr_g']],
    ['ema == |', ['true', 'false']],
  ])('%s goes on with a value', (text, values) => {
    expect(offered(text).slice(0, values.length)).toEqual(values);
  });

  it('puts the offer in place of what was typed, and the caret behind it', () => {
    expect(taken('lo|')).toBe('loss |');
    expect(taken('loss == wg| and lr_d > 1')).toBe('loss == "wgan-gp"| and lr_d > 1');
    expect(taken('sq|')).toBe('sqrt(|');
    expect(taken('od|')).toBe('`odd name` |');
  });

  it('offers nothing behind what cannot be read, or where the word is whole', () => {
    expect(offered('loss = |')).toEqual([]);
    expect(offered('ema|')).toEqual([]);
  });
});

describe('a filter is checked before it is asked for', () => {
  it.each([
    ['', undefined],
    ['eval/score < 2 and lr_d/lr_g > 2', undefined],
    ['los == "x"', 1],
    ['lr_d > 2 and', 13],
    ['state == "runing"', 10],
    ['loss > 3', 6],
  ])('%s → column %s', (text, column) => {
    expect(checkFilter(text, words)?.column).toBe(column);
  });
});
