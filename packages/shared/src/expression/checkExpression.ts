import { assertNever } from '../assertNever.ts';
import { didYouMean, nearestName } from '../didYouMean.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { Expression, ExpressionProblem, Literal } from './expression.ts';
import { printExpression } from './printExpression.ts';

export type ValueType = 'number' | 'text' | 'boolean';

/** What is known of a name. */
export interface NameType {
  readonly type: ValueType;
  /** Every value it can take, where these can be listed: a comparison with another one is refused. */
  readonly values?: readonly Scalar[];
}

/**
 * What is wrong with the names and types of a condition: unknown names, numbers compared with text, values that a name
 * never takes. Empty when evaluating it gives true, false or (where a name has no value) nothing.
 */
export function checkExpression(
  expression: Expression,
  types: ReadonlyMap<string, NameType>,
): readonly ExpressionProblem[] {
  const checker = new Checker(types);
  const type = checker.typeOf(expression);
  if (type !== undefined && type !== 'boolean') {
    const example = type === 'number' ? `${printExpression(expression)} > 0` : `${printExpression(expression)} == "…"`;
    checker.report(expression.column, `This is ${nounOf(type)}, not a condition.`, `Compare it: ${example}.`);
  }
  return checker.problems;
}

class Checker {
  readonly problems: ExpressionProblem[] = [];
  readonly #types: ReadonlyMap<string, NameType>;

  constructor(types: ReadonlyMap<string, NameType>) {
    this.#types = types;
  }

  report(column: number, message: string, suggestion?: string): undefined {
    this.problems.push({ column, message, suggestion });
    return undefined;
  }

  /** Undefined where something inside is wrong, which is reported once. */
  typeOf(expression: Expression): ValueType | undefined {
    switch (expression.kind) {
      case 'literal':
        return typeOfValue(expression.value);
      case 'name':
        return this.#typeOfName(expression.name, expression.column);
      case 'negate':
        this.#expect(expression.operand, 'number', 'A sign needs');
        return 'number';
      case 'arithmetic':
        if (this.#isSlashedName(expression)) return undefined;
        this.#expect(expression.left, 'number', `${expression.operator} needs`);
        this.#expect(expression.right, 'number', `${expression.operator} needs`);
        return 'number';
      case 'comparison':
        this.#checkComparison(expression);
        return 'boolean';
      case 'membership': {
        const type = this.typeOf(expression.operand);
        for (const value of expression.values) this.#checkValue(expression.operand, type, value);
        return 'boolean';
      }
      case 'match':
        this.#expect(expression.operand, 'text', 'A pattern needs');
        return 'boolean';
      case 'not':
        this.#expect(expression.operand, 'boolean', 'not needs');
        return 'boolean';
      case 'logic':
        this.#expect(expression.left, 'boolean', `${expression.operator} needs`);
        this.#expect(expression.right, 'boolean', `${expression.operator} needs`);
        return 'boolean';
      case 'call':
        for (const value of expression.values) this.#expect(value, 'number', `${expression.name} needs`);
        return 'number';
      default:
        return assertNever(expression, 'kind of expression');
    }
  }

  #typeOfName(name: string, column: number): ValueType | undefined {
    const known = this.#types.get(name);
    return known?.type ?? this.report(column, `Unknown name ${name}.`, didYouMean(name, [...this.#types.keys()]));
  }

  /** `eval / score`, where only `eval/score` is known. */
  #isSlashedName({ operator, left, right }: Extract<Expression, { kind: 'arithmetic' }>): boolean {
    if (operator !== '/' || left.kind !== 'name' || right.kind !== 'name' || this.#types.has(left.name)) return false;
    const whole = `${left.name}/${right.name}`;
    if (!this.#types.has(whole)) return false;
    this.report(left.column, `Unknown name ${left.name}.`, `Write the name in backquotes: \`${whole}\`.`);
    return true;
  }

  #expect(expression: Expression, wanted: ValueType, who: string): void {
    const type = this.typeOf(expression);
    if (type === undefined || type === wanted) return;
    const suggestion =
      wanted === 'boolean' ? 'Compare it with something.' : wanted === 'number' ? unquoted(expression) : undefined;
    const got = `${printed(expression)} is ${nounOf(type)}`;
    this.report(expression.column, `${who} ${nounOf(wanted)}, but ${got}.`, suggestion);
  }

  #checkComparison({ operator, left, right, column }: Extract<Expression, { kind: 'comparison' }>): void {
    if (this.#isForgottenQuote(left, right) || this.#isForgottenQuote(right, left)) return;
    const leftType = this.typeOf(left);
    const rightType = this.typeOf(right);
    if (leftType === undefined || rightType === undefined) return;
    if (leftType !== rightType) {
      const message = `${printed(left)} is ${nounOf(leftType)}, but ${printed(right)} is ${nounOf(rightType)}.`;
      this.report(column, message, unquoted(left) ?? unquoted(right));
    } else if (operator === '==' || operator === '!=') {
      if (right.kind === 'literal') this.#checkValue(left, leftType, right);
      else if (left.kind === 'literal') this.#checkValue(right, rightType, left);
    } else if (leftType === 'boolean') {
      this.report(column, `${operator} needs numbers or text, not true and false.`);
    }
  }

  /** `loss == hinge` for `loss == "hinge"`. */
  #isForgottenQuote(word: Expression, other: Expression): boolean {
    if (word.kind !== 'name' || this.#types.has(word.name) || other.kind !== 'name') return false;
    if (this.#types.get(other.name)?.type !== 'text') return false;
    this.report(word.column, `Unknown name ${word.name}.`, `Text stands in quotes: ${JSON.stringify(word.name)}.`);
    return true;
  }

  #checkValue(operand: Expression, type: ValueType | undefined, literal: Literal): void {
    if (type === undefined) return;
    const { value, column } = literal;
    if (typeOfValue(value) !== type) {
      const message = `${printed(operand)} is ${nounOf(type)}, but ${printed(literal)} is ${nounOf(typeOfValue(value))}.`;
      this.report(column, message, type === 'number' ? unquoted(literal) : undefined);
      return;
    }
    const values = operand.kind === 'name' ? this.#types.get(operand.name)?.values : undefined;
    if (values === undefined || values.includes(value)) return;
    const list = values.map((one) => (typeof one === 'string' ? JSON.stringify(one) : String(one)));
    const nearest = typeof value === 'string' ? nearestName(value, values.map(String)) : undefined;
    const suggestion =
      nearest === undefined
        ? list.length <= 30
          ? `It takes ${list.join(', ')}.`
          : undefined
        : `Did you mean ${JSON.stringify(nearest)}?`;
    this.report(column, `${printed(operand)} is never ${printed(literal)}.`, suggestion);
  }
}

function typeOfValue(value: Scalar): ValueType {
  const type = typeof value;
  return type === 'string' ? 'text' : type === 'boolean' ? 'boolean' : 'number';
}

function nounOf(type: ValueType): string {
  return type === 'number' ? 'a number' : type === 'text' ? 'text' : 'true or false';
}

/** Long parts are cut: the column says where they stand. */
function printed(expression: Expression): string {
  const text = printExpression(expression);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What to write when a number stands in quotes. */
function unquoted(expression: Expression): string | undefined {
  if (expression.kind !== 'literal' || typeof expression.value !== 'string') return undefined;
  const text = expression.value.trim();
  return text !== '' && Number.isFinite(Number(text)) ? `Write ${text} without quotes.` : undefined;
}
