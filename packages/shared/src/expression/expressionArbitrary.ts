import fc from 'fast-check';
import {
  arithmeticOperators,
  comparisonOperators,
  type Expression,
  functionNames,
  type Literal,
} from './expression.ts';

const column = fc.constant(1);

/** Numbers without -0, which no text of a number gives back. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const literal: fc.Arbitrary<Literal> = fc.record({
  kind: fc.constant('literal' as const),
  value: fc.oneof(number, fc.string(), fc.boolean()),
  column,
});

const name = fc.oneof(
  fc.constantFrom('lr_d', 'loss', 'a.b', 'eval/score', 'and', 'log', 'null', '2d', 'größe'),
  fc.string({ minLength: 1 }).filter((text) => !text.includes('`')),
);

/** Every kind of expression, whatever its types; for tests. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'expression' },
    literal,
    fc.record({ kind: fc.constant('name' as const), name, column }),
    fc.record({ kind: fc.constant('negate' as const), operand: tie('node'), column }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('node'), column }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom(...arithmeticOperators),
      left: tie('node'),
      right: tie('node'),
      column,
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      operator: fc.constantFrom(...comparisonOperators),
      left: tie('node'),
      right: tie('node'),
      column,
    }),
    fc.record({
      kind: fc.constant('membership' as const),
      negated: fc.boolean(),
      operand: tie('node'),
      values: fc.array(literal, { minLength: 1, maxLength: 3 }),
      column,
    }),
    fc.record({
      kind: fc.constant('match' as const),
      negated: fc.boolean(),
      operand: tie('node'),
      pattern: fc.constantFrom('^wgan', '\\d+$', 'a|b', '"', '\\\\'),
      column,
    }),
    fc.record({
      kind: fc.constant('logic' as const),
      operator: fc.constantFrom('and' as const, 'or' as const),
      left: tie('node'),
      right: tie('node'),
      column,
    }),
    fc
      .record({
        kind: fc.constant('call' as const),
        name: fc.constantFrom(...functionNames),
        values: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
        column,
      })
      .map((call) =>
        call.name === 'min' || call.name === 'max' ? call : { ...call, values: call.values.slice(0, 1) },
      ),
  ),
})).node;
