import { assertNever } from '../assertNever.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression, FunctionName } from './expression.ts';

/** The value of a name; undefined where there is none. */
export type Lookup = (name: string) => Scalar | undefined;

/**
 * The value of an expression, or undefined where it has none. Total: it never throws, whatever the types.
 *
 * A missing value spreads as NULL does in SQL: a sum or comparison with it is missing too, `a and b` is false when one
 * side is false and `a or b` is true when one side is true, otherwise a missing side makes them missing. NaN, and every
 * sum, product or function whose result is no finite number (1/0, log(-1)), is missing. Values of different types are
 * not equal; any other operation on a type that it does not fit is missing (`checkExpression` refuses it beforehand).
 */
export function evaluateExpression(expression: Expression, lookup: Lookup): Scalar | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name': {
      const value = lookup(expression.name);
      return Number.isNaN(value) ? undefined : value;
    }
    case 'negate': {
      const value = evaluateExpression(expression.operand, lookup);
      return typeof value === 'number' ? 0 - value : undefined;
    }
    case 'arithmetic': {
      const left = evaluateExpression(expression.left, lookup);
      const right = evaluateExpression(expression.right, lookup);
      if (typeof left !== 'number' || typeof right !== 'number') return undefined;
      return finite(calculate(expression.operator, left, right));
    }
    case 'comparison': {
      const left = evaluateExpression(expression.left, lookup);
      const right = evaluateExpression(expression.right, lookup);
      if (left === undefined || right === undefined) return undefined;
      return compare(expression.operator, left, right);
    }
    case 'membership': {
      const value = evaluateExpression(expression.operand, lookup);
      if (value === undefined) return undefined;
      return expression.values.some((one) => one.value === value) !== expression.negated;
    }
    case 'match': {
      const value = evaluateExpression(expression.operand, lookup);
      if (typeof value !== 'string') return undefined;
      return new RegExp(expression.pattern).test(value) !== expression.negated;
    }
    case 'not': {
      const value = evaluateExpression(expression.operand, lookup);
      return typeof value === 'boolean' ? !value : undefined;
    }
    case 'logic': {
      const decisive = expression.operator === 'or';
      const left = evaluateExpression(expression.left, lookup);
      if (left === decisive) return decisive;
      const right = evaluateExpression(expression.right, lookup);
      if (right === decisive) return decisive;
      return typeof left === 'boolean' && typeof right === 'boolean' ? !decisive : undefined;
    }
    case 'call': {
      const numbers = expression.values.map((value) => evaluateExpression(value, lookup));
      return numbers.every((value) => typeof value === 'number') ? finite(apply(expression.name, numbers)) : undefined;
    }
    default:
      return assertNever(expression, 'kind of expression');
  }
}

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

/** Text is ordered by its UTF-16 units. */
function compare(operator: ComparisonOperator, left: Scalar, right: Scalar): boolean | undefined {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || typeof left === 'boolean') return undefined;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function apply(name: FunctionName, numbers: readonly number[]): number {
  const [first = Number.NaN] = numbers;
  switch (name) {
    case 'abs':
      return Math.abs(first);
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'log':
      return Math.log(first);
    case 'log10':
      return Math.log10(first);
    case 'sqrt':
      return Math.sqrt(first);
  }
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
