import { assertNever } from '../assertNever.ts';
import type { Lookup } from './evaluateExpression.ts';
import type { Expression } from './expression.ts';

/** The expression with every name that has a value replaced by that value. */
export function substitute(expression: Expression, values: Lookup): Expression {
  switch (expression.kind) {
    case 'literal':
      return expression;
    case 'name': {
      const value = values(expression.name);
      return value === undefined ? expression : { kind: 'literal', value, column: expression.column };
    }
    case 'negate':
    case 'not':
    case 'match':
    case 'membership':
      return { ...expression, operand: substitute(expression.operand, values) };
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return {
        ...expression,
        left: substitute(expression.left, values),
        right: substitute(expression.right, values),
      };
    case 'call':
      return { ...expression, values: expression.values.map((value) => substitute(value, values)) };
    default:
      return assertNever(expression, 'kind of expression');
  }
}
