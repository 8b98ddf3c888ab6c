import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from './expression.ts';
import { anyExpression } from './expressionArbitrary.ts';
import { namesOf } from './namesOf.ts';
import { parseExpression } from './parseExpression.ts';
import { printExpression } from './printExpression.ts';

/** With all brackets, to see what binds what. */
function structure(text: string, slashed?: string[]): string {
  const parsed = parseExpression(text, { slashed });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  const show = (e: Expression): string => {
    switch (e.kind) {
      case 'literal':
        return JSON.stringify(e.value);
      case 'name':
        return e.name;
      case 'negate':
        return `(- ${show(e.operand)})`;
      case 'not':
        return `(not ${show(e.operand)})`;
      case 'membership':
        return `(${show(e.operand)} ${e.negated ? 'not in' : 'in'} ${e.values.map(show).join(' ')})`;
      case 'match':
        return `(${show(e.operand)} ${e.negated ? '!~' : '~'} ${e.pattern})`;
      case 'call':
        return `${e.name}(${e.values.map(show).join(' ')})`;
      default:
        return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    }
  };
  return show(parsed.expression);
}

/** `column message | suggestion` */
function fault(text: string): string {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`expected a problem, got ${printExpression(parsed.expression)}`);
  const { column, message, suggestion } = parsed.problem;
  return `${column} ${message}${suggestion ? ` | ${suggestion}` : ''}`;
}

describe('parseExpression', () => {
  it.each([
    ['loss in ("wgan-gp","hinge") and d_lr/g_lr > 2', '((loss in "wgan-gp" "hinge") and ((d_lr / g_lr) > 2))'],
    ['a or b and not c == d', '(a or (b and (not (c == d))))'],
    ['1 + 2 * -x - 3', '((1 + (2 * (- x))) - 3)'],
    ['a - b - c < -1e-4', '(((a - b) - c) < -0.0001)'],
    ['(a or b) and c', '((a or b) and c)'],
    ["x not in (1, -2.5, true) or name !~ '^a\\d+'", '((x not in 1 -2.5 true) or (name !~ ^a\\d+))'],
    ['log10(min(a, .5, 2)) >= 0', '(log10(min(a 0.5 2)) >= 0)'],
    ['`eval/score` < 0.1 and optimizer.lr != 1', '((eval/score < 0.1) and (optimizer.lr != 1))'],
    ['größe == "größer \\"2\\""', '(größe == "größer \\"2\\"")'],
    ['not not a', '(not (not a))'],
    ['a ~ "^(?:w|h)[+*?]+\\\\+\\\\?x{2,}.*$"', '(a ~ ^(?:w|h)[+*?]+\\+\\?x{2,}.*$)'],
  ])('reads %s', (text, expected) => {
    expect(structure(text)).toBe(expected);
  });

  it('reads a known name with a slash as one name, and any other slash as a division', () => {
    const slashed = ['eval/score', 'eval/score_best'];
    expect(structure('eval/score_best/2 < eval/score', slashed)).toBe('((eval/score_best / 2) < eval/score)');
    expect(structure('eval/scores < 1', slashed)).toBe('((eval / scores) < 1)');
    expect(structure('eval / score < 1', slashed)).toBe('((eval / score) < 1)');
  });

  it.each([
    ['', '1 The expression is empty. | Write a condition such as loss == "hinge".'],
    ['loss = "hinge"', '6 There is no operator =. | Did you mean ==?'],
    ['a && b', '3 There is no operator &&. | Did you mean and?'],
    ['a || b', '3 There is no operator ||. | Did you mean or?'],
    ['!a', '1 There is no operator !. | Did you mean not?'],
    ['a <> 1', '3 There is no operator <>. | Did you mean !=?'],
    ['a === 1', '3 There is no operator ===. | Did you mean ==?'],
    ['a ** 2 > 1', '3 There is no operator **. | Write x * x for a square.'],
    ['a AND b', '3 AND is written in small letters. | Write and.'],
    ['a == null', '6 There is no null in this language. | A comparison with a value that is missing never holds.'],
    ['1 < x < 3', '7 Comparisons do not chain. | Write 1 < x and x < 3 in place of 1 < x < 3.'],
    ['a == "hinge', '6 This " has no partner. | End the text with ".'],
    ['a == “hinge”', '6 "“" means nothing here. | Use straight quotes: "…".'],
    ['(a == 1', '1 This ( has no partner. | Add ).'],
    ['a == 1)', '7 This ) has no partner. | Remove it.'],
    ['a in [1, 2]', '6 There is no operator [. | Did you mean (?'],
    ['a in (hinge)', '7 in takes plain values only. | Write "hinge" with its quotes.'],
    ['a in ()', '7 Expected a value, got ).'],
    ['a not b', '7 Expected in after not, got b. | Write x not in (1, 2).'],
    ['a ~ b', '5 Expected a pattern in quotes, got b. | Write loss ~ "^wgan".'],
    [
      'a ~ "("',
      '5 "(" is no valid pattern (regular expression). | Put a backslash before ( ) [ ] { } + * ? . ^ $ | that stand for themselves.',
    ],
    ['a ~ "(x+)+$"', '5 A pattern cannot repeat a group. | Repeat single characters or classes: [ab]+.'],
    ['a ~ "x?x?x?x?x?y"', '5 A pattern has at most 4 repetitions (* + ? {…}), not 5.'],
    ['a ~ "(?=x*)*"', '5 A pattern cannot repeat a group. | Repeat single characters or classes: [ab]+.'],
    ['a ==', '5 Expected a value, got the end.'],
    ['a b', '3 Expected an operator such as == or and, got b. | Put text into quotes: "…".'],
    ['sqr(a) > 1', '1 There is no function sqr. | Did you mean sqrt?'],
    ['min(a) > 1', '1 min takes two or more values, not 1.'],
    ['log(a, b) > 1', '1 log takes one value, not 2.'],
    [
      '1_000 < a',
      '1 "1_" is no number. | Write digits only, as 1000 or 1e-4; put a name that begins with a digit into `backquotes`.',
    ],
    ['1e999 > a', '1 1e999 is too large for a number.'],
    ['a # b', '3 "#" means nothing here.'],
    ['`` > 1', '1 A name in backquotes is empty.'],
  ])('says what is wrong with %j', (text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  it('refuses what is too long or nested too deeply, whatever the nesting is made of', () => {
    const long = '('.repeat(100_000);
    expect(fault(long)).toBe('1 The expression has 100000 characters; at most 4000 are read.');
    for (const opening of ['(', 'not ', '-', 'abs(', '-(']) {
      expect(fault(opening.repeat(700))).toMatch(/Nested deeper than 64 levels/);
    }
  });

  it('walks the longest chain that it reads', () => {
    const chain = `x${' * x'.repeat(990)} > 0`;
    const parsed = parseExpression(chain);
    expect(parsed.ok && printExpression(parsed.expression)).toBe(chain);
  });

  it('reads what it printed as the same expression', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const parsed = parseExpression(printExpression(expression));
        if (!parsed.ok) throw new Error(`${printExpression(expression)}: ${JSON.stringify(parsed.problem)}`);
        expect(withoutColumns(parsed.expression)).toEqual(withoutColumns(expression));
      }),
    );
  });

  it('never throws, and points into the text or right behind it', () => {
    const word = fc.constantFrom(
      ...[
        '(',
        ')',
        ',',
        '==',
        '!',
        '~',
        '-',
        '*',
        '/',
        '<',
        'and',
        'or',
        'not',
        'in',
        'true',
        'a',
        '`b/c`',
        '"t"',
        '1',
      ],
      ...['min(', 'abs', '.', '\\', "'", '=', ' ', '\n', '\ud800', '1e', '[a-'],
    );
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseExpression(text, { slashed: ['b/c'] });
        if (parsed.ok) return;
        expect(parsed.problem.column).toBeGreaterThanOrEqual(1);
        expect(parsed.problem.column).toBeLessThanOrEqual(text.length + 1);
        expect(parsed.problem.message).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('namesOf', () => {
  it('lists every name once, in order', () => {
    const parsed = parseExpression('b > 1 and (a / b < log(c) or d in (1)) and not e ~ "f"');
    expect(parsed.ok && namesOf(parsed.expression)).toEqual(['b', 'a', 'c', 'd', 'e']);
  });
});

function withoutColumns(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value) => (key === 'column' ? undefined : value)));
}
