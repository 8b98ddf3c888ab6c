import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpression, type NameType } from './checkExpression.ts';
import { anyExpression } from './expressionArbitrary.ts';
import { parseExpression } from './parseExpression.ts';

const types = new Map<string, NameType>([
  ['lr_d', { type: 'number' }],
  ['lr_ratio', { type: 'number' }],
  ['d_steps', { type: 'number', values: [1, 2, 4] }],
  ['loss', { type: 'text', values: ['hinge', 'wgan-gp'] }],
  ['note', { type: 'text' }],
  ['ema', { type: 'boolean', values: [true, false] }],
  ['eval/score', { type: 'number' }],
]);

/** `column message | suggestion` */
function faults(text: string): string[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return checkExpression(parsed.expression, types).map(
    ({ column, message, suggestion }) => `${column} ${message}${suggestion ? ` | ${suggestion}` : ''}`,
  );
}

describe('checkExpression', () => {
  it.each([
    'lr_d * lr_ratio < 0.01 and loss == "hinge"',
    'ema and not ema == false or note ~ "a" and note < "b"',
    'max(abs(-lr_d), 2) in (1, 2) and `eval/score` / lr_d > d_steps',
  ])('finds nothing wrong with %s', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it.each([
    ['lr_e > 1', ['1 Unknown name lr_e. | Did you mean lr_d?']],
    ['loss == hinge', ['9 Unknown name hinge. | Text stands in quotes: "hinge".']],
    ['eval / score > 1', ['1 Unknown name eval. | Write the name in backquotes: `eval/score`.']],
    ['loss > 2', ['6 loss is text, but 2 is a number.']],
    ['lr_d == "2"', ['6 lr_d is a number, but "2" is text. | Write 2 without quotes.']],
    ['loss == "wgan"', ['9 loss is never "wgan". | Did you mean "wgan-gp"?']],
    ['d_steps in (1, 3)', ['16 d_steps is never 3. | It takes 1, 2, 4.']],
    ['loss in ("hinge", 2)', ['19 loss is text, but 2 is a number.']],
    ['lr_d ~ "a"', ['1 A pattern needs text, but lr_d is a number.']],
    ['lr_d + loss > 1', ['8 + needs a number, but loss is text.']],
    ['lr_d and ema', ['1 and needs true or false, but lr_d is a number. | Compare it with something.']],
    ['ema > false', ['5 > needs numbers or text, not true and false.']],
    ['lr_d * 2', ['6 This is a number, not a condition. | Compare it: lr_d * 2 > 0.']],
    ['note', ['1 This is text, not a condition. | Compare it: note == "…".']],
    [
      'lr_x > 1 and los == "a"',
      ['1 Unknown name lr_x. | Did you mean lr_d?', '14 Unknown name los. | Did you mean loss?'],
    ],
  ])('refuses %s', (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        for (const { message } of checkExpression(expression, types)) expect(message).not.toBe('');
      }),
    );
  });
});
