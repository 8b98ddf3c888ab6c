import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '../hyperparameter.ts';
import { evaluateExpression } from './evaluateExpression.ts';
import { anyExpression } from './expressionArbitrary.ts';
import { parseExpression } from './parseExpression.ts';

const values: Readonly<Record<string, Scalar>> = {
  x: 2,
  y: -3,
  lr: 1e-4,
  loss: 'wgan-gp',
  ema: true,
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
};

function value(text: string): Scalar | undefined {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return evaluateExpression(parsed.expression, (name) => (Object.hasOwn(values, name) ? values[name] : undefined));
}

describe('evaluateExpression', () => {
  it.each<[string, Scalar | undefined]>([
    ['x + y * 2', -4],
    ['(x + y) * 2', -2],
    ['-x - -y', -5],
    ['x / 4 / 2', 0.25],
    ['max(abs(y), x, 1) - min(x, y)', 6],
    ['sqrt(x * x) + log10(100) + log(1)', 4],
    ['x == 2 and loss == "wgan-gp"', true],
    ['x != 2 or loss < "x"', true],
    ['not (x > 1 and ema)', false],
    ['x >= 2 and x <= 2 and not x < 2 and not x > 2', true],
    ['loss in ("hinge", "wgan-gp")', true],
    ['x not in (1, 3)', true],
    ['loss ~ "gp$"', true],
    ['loss !~ "^gp"', true],
    ['ema == true', true],
    ['inf > 1e300', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each(['gone > 1', 'gone != 1', 'gone in (1)', 'gone not in (1)', 'gone !~ "a"', 'not gone == 1', 'nan < 1'])(
    '%s has no value, since one side is missing',
    (text) => {
      expect(value(text)).toBeUndefined();
    },
  );

  it('decides and and or as soon as the other side suffices', () => {
    expect(value('x == 1 and gone == 1')).toBe(false);
    expect(value('gone == 1 and x == 1')).toBe(false);
    expect(value('gone == 1 or x == 2')).toBe(true);
    expect(value('gone == 1 or x == 1')).toBeUndefined();
    expect(value('gone == 1 and x == 2')).toBeUndefined();
  });

  it('has no value where a calculation has no finite result', () => {
    for (const text of ['x / 0', 'log(y)', 'sqrt(y)', 'log(0)', 'inf - inf', '1e308 * 10']) {
      expect(value(text)).toBeUndefined();
    }
  });

  it('finds values of different types unequal and does not order them', () => {
    expect(value('x == "2"')).toBe(false);
    expect(value('x != "2"')).toBe(true);
    expect(value('x < "2"')).toBeUndefined();
    expect(value('ema > false')).toBeUndefined();
    expect(value('loss + 1')).toBeUndefined();
  });

  it('never throws, and gives no NaN', () => {
    fc.assert(
      fc.property(
        anyExpression,
        fc.dictionary(fc.string(), fc.oneof(fc.double(), fc.string())),
        (expression, known) => {
          const result = evaluateExpression(expression, (name) => known[name]);
          expect(result).not.toBeNaN();
        },
      ),
    );
  });
});
