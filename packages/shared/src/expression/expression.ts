import type { Scalar } from '../hyperparameter.ts';

/**
 * The one grammar of conditions: `when` of a parameter, `constraints` of a sweep, filters of trials.
 *
 *     or          a or b
 *     and         a and b
 *     not         not a
 *     comparison  x == y  != < <= > >=   x in (1, 2)   x not in ("a", "b")   x ~ "regex"   x !~ "regex"
 *     sum         x + y   x - y
 *     product     x * y   x / y
 *     sign        -x
 *     operand     1e-4   "text"   'text'   true   false   name   `name`   log(x)   (a)
 *
 * Later lines bind tighter. Comparisons do not chain. docs/sweep-file.md explains it to people.
 */
export type Expression =
  | Literal
  | { readonly kind: 'name'; readonly name: string; readonly column: number }
  | { readonly kind: 'negate'; readonly operand: Expression; readonly column: number }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly column: number;
    }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly column: number;
    }
  | {
      readonly kind: 'membership';
      readonly negated: boolean;
      readonly operand: Expression;
      readonly values: readonly Literal[];
      readonly column: number;
    }
  | {
      readonly kind: 'match';
      readonly negated: boolean;
      readonly operand: Expression;
      /** Found anywhere in the text, as JavaScript's `RegExp(pattern)`. */
      readonly pattern: string;
      readonly column: number;
    }
  | { readonly kind: 'not'; readonly operand: Expression; readonly column: number }
  | {
      readonly kind: 'logic';
      readonly operator: 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
      readonly column: number;
    }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly values: readonly Expression[];
      readonly column: number;
    };

/** `column` is where the expression can be pointed at, from 1: its first character, or the operator between two sides. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: Scalar;
  readonly column: number;
}

export const arithmeticOperators = ['+', '-', '*', '/'] as const;
export type ArithmeticOperator = (typeof arithmeticOperators)[number];

export const comparisonOperators = ['==', '!=', '<', '<=', '>', '>='] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

/** `log` is the natural logarithm; min and max take two or more numbers, the others one. */
export const functionNames = ['abs', 'min', 'max', 'log', 'log10', 'sqrt'] as const;
export type FunctionName = (typeof functionNames)[number];

/** One thing wrong with an expression, in words. */
export interface ExpressionProblem {
  /** From 1, in the text of the expression. */
  readonly column: number;
  readonly message: string;
  readonly suggestion?: string;
}
