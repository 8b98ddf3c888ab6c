import { assertNever } from '../assertNever.ts';
import type { Expression } from './expression.ts';

/** Every name in an expression once, in the order in which they stand there. */
export function namesOf(expression: Expression): string[] {
  const names = new Set<string>();
  collect(expression, names);
  return [...names];
}

function collect(expression: Expression, names: Set<string>): void {
  switch (expression.kind) {
    case 'literal':
      return;
    case 'name':
      names.add(expression.name);
      return;
    case 'negate':
    case 'not':
    case 'match':
    case 'membership':
      collect(expression.operand, names);
      return;
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      collect(expression.left, names);
      collect(expression.right, names);
      return;
    case 'call':
      for (const value of expression.values) collect(value, names);
      return;
    default:
      assertNever(expression, 'kind of expression');
  }
}
