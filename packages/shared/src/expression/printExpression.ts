import { assertNever } from '../assertNever.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { Expression } from './expression.ts';
import { isPlainName } from './tokens.ts';

/** How tightly an expression binds: each side of an operator is put into brackets where it binds less. */
const binding = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, operand: 7 } as const;

/** The expression as text that reads back as the same expression, with as few brackets as that takes. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression.value);
    case 'name':
      return printName(expression.name);
    case 'negate': {
      // A sign directly before a number would be read as part of it.
      const inside = printExpression(expression.operand);
      return isOperand(expression.operand) && expression.operand.kind !== 'literal' ? `-${inside}` : `-(${inside})`;
    }
    case 'arithmetic': {
      const own = bindingOf(expression);
      const { left, right, operator } = expression;
      return `${bracketed(left, own)} ${operator} ${bracketed(right, own + 1)}`;
    }
    case 'comparison':
      return `${comparand(expression.left)} ${expression.operator} ${comparand(expression.right)}`;
    case 'membership': {
      const values = expression.values.map(({ value }) => printLiteral(value)).join(', ');
      return `${comparand(expression.operand)} ${expression.negated ? 'not in' : 'in'} (${values})`;
    }
    case 'match':
      return `${comparand(expression.operand)} ${expression.negated ? '!~' : '~'} ${printLiteral(expression.pattern)}`;
    case 'not':
      return `not ${bracketed(expression.operand, binding.not)}`;
    case 'logic': {
      const own = bindingOf(expression);
      const { left, right, operator } = expression;
      return `${bracketed(left, own)} ${operator} ${bracketed(right, own + 1)}`;
    }
    case 'call':
      return `${expression.name}(${expression.values.map((value) => bracketed(value, binding.sum)).join(', ')})`;
    default:
      return assertNever(expression, 'kind of expression');
  }
}

function bracketed(expression: Expression, least: number): string {
  const text = printExpression(expression);
  return bindingOf(expression) < least ? `(${text})` : text;
}

function comparand(expression: Expression): string {
  return bracketed(expression, binding.sum);
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'logic':
      return binding[expression.operator];
    case 'not':
      return binding.not;
    case 'comparison':
    case 'membership':
    case 'match':
      return binding.comparison;
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? binding.sum : binding.product;
    default:
      return binding.operand;
  }
}

function isOperand(expression: Expression): boolean {
  return bindingOf(expression) === binding.operand;
}

function printLiteral(value: Scalar): string {
  return typeof value === 'string' ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : String(value);
}

function printName(name: string): string {
  return isPlainName(name) ? name : `\`${name}\``;
}
