import { didYouMean } from '../didYouMean.ts';
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  comparisonOperators,
  type Expression,
  type ExpressionProblem,
  type FunctionName,
  functionNames,
  type Literal,
} from './expression.ts';
import { patternFault } from './patternFault.ts';
import { nameIn, type Token, tokensOf } from './tokens.ts';

/** Longer texts are refused: an expression is written by a person. */
export const maxExpressionLength = 4000;

/** Brackets, signs and nots inside each other; bounds the stack of everything that walks an expression. */
const deepest = 64;

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/**
 * Reads an expression (grammar in expression.ts). Never throws; says what is wrong first, with its column.
 *
 * @param names.slashed known names with a slash, which may then be written without backquotes: `eval/score < 0.1`
 */
export function parseExpression(text: string, names: { readonly slashed?: readonly string[] } = {}): ParsedExpression {
  if (text.length > maxExpressionLength) {
    const message = `The expression has ${text.length} characters; at most ${maxExpressionLength} are read.`;
    return { ok: false, problem: { column: 1, message } };
  }
  const tokens = tokensOf(text, names.slashed ?? []);
  if (!Array.isArray(tokens)) return { ok: false, problem: tokens };
  try {
    return { ok: true, expression: new Parser(tokens).whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Leaves the descent at the first thing that is wrong; never leaves this file. */
class Unreadable extends Error {
  readonly problem: ExpressionProblem;

  constructor(problem: ExpressionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** One method per line of the grammar. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const first = this.#next;
    if (first.kind === 'end') {
      throw unreadable(first, 'The expression is empty.', 'Write a condition such as loss == "hinge".');
    }
    const expression = this.#or();
    const rest = this.#next;
    if (rest.kind === 'end') return expression;
    if (rest.kind === 'sign' && rest.text === ')') throw unreadable(rest, 'This ) has no partner.', 'Remove it.');
    throw unreadable(
      rest,
      `Expected an operator such as == or and, got ${shown(rest)}.`,
      rest.kind === 'name' ? 'Put text into quotes: "…".' : undefined,
    );
  }

  #or(): Expression {
    let left = this.#and();
    for (let token = this.#take('or'); token !== undefined; token = this.#take('or')) {
      left = { kind: 'logic', operator: 'or', left, right: this.#and(), column: token.column };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    for (let token = this.#take('and'); token !== undefined; token = this.#take('and')) {
      left = { kind: 'logic', operator: 'and', left, right: this.#not(), column: token.column };
    }
    return left;
  }

  #not(): Expression {
    const token = this.#take('not');
    if (token === undefined) return this.#comparison();
    return { kind: 'not', operand: this.#deeper(token, () => this.#not()), column: token.column };
  }

  #comparison(): Expression {
    const left = this.#sum();
    const compared = this.#compared(left);
    const token = this.#next;
    if (compared === left || !this.#beginsComparison(token)) return compared;
    throw unreadable(token, 'Comparisons do not chain.', 'Write 1 < x and x < 3 in place of 1 < x < 3.');
  }

  #compared(left: Expression): Expression {
    const token = this.#next;
    if (token.kind !== 'sign') return left;
    const operator = comparisonOperators.find((known) => known === token.text);
    if (operator !== undefined) {
      this.#at += 1;
      return this.#comparedWith(left, operator, token);
    }
    if (this.#take('~') !== undefined) return this.#match(left, false, token);
    if (this.#take('!~') !== undefined) return this.#match(left, true, token);
    if (this.#take('in') !== undefined) return this.#membership(left, false, token);
    if (token.text === 'not') {
      this.#at += 1;
      if (this.#take('in') !== undefined) return this.#membership(left, true, token);
      throw unreadable(this.#next, `Expected in after not, got ${shown(this.#next)}.`, 'Write x not in (1, 2).');
    }
    return left;
  }

  #comparedWith(left: Expression, operator: ComparisonOperator, token: Token): Expression {
    return { kind: 'comparison', operator, left, right: this.#sum(), column: token.column };
  }

  #beginsComparison(token: Token): boolean {
    if (token.kind !== 'sign') return false;
    return ['~', '!~', 'in', 'not', ...comparisonOperators].includes(token.text);
  }

  #match(operand: Expression, negated: boolean, token: Token): Expression {
    const pattern = this.#next;
    if (pattern.kind !== 'text') {
      throw unreadable(pattern, `Expected a pattern in quotes, got ${shown(pattern)}.`, 'Write loss ~ "^wgan".');
    }
    this.#at += 1;
    const fault = patternFault(pattern.value);
    if (fault !== undefined) throw unreadable(pattern, fault.message, fault.suggestion);
    return { kind: 'match', negated, operand, pattern: pattern.value, column: token.column };
  }

  #membership(operand: Expression, negated: boolean, token: Token): Expression {
    const open = this.#next;
    if (this.#take('(') === undefined) {
      throw unreadable(open, `Expected ( after in, got ${shown(open)}.`, 'Write x in (1, 2).');
    }
    const values: Literal[] = [];
    do {
      const value = this.#operand('a value');
      if (value.kind !== 'literal') {
        const quoted = value.kind === 'name' ? `Write ${JSON.stringify(value.name)} with its quotes.` : undefined;
        throw new Unreadable({ column: value.column, message: 'in takes plain values only.', suggestion: quoted });
      }
      values.push(value);
    } while (this.#take(',') !== undefined);
    this.#close(open);
    return { kind: 'membership', negated, operand, values, column: token.column };
  }

  #sum(): Expression {
    let left = this.#product();
    for (let token = this.#take('+', '-'); token !== undefined; token = this.#take('+', '-')) {
      left = arithmetic(token, left, this.#product());
    }
    return left;
  }

  #product(): Expression {
    let left = this.#operand('a value');
    for (let token = this.#take('*', '/'); token !== undefined; token = this.#take('*', '/')) {
      left = arithmetic(token, left, this.#operand('a value'));
    }
    return left;
  }

  /** A sign and what it stands before; the sign of a plain number is part of it. */
  #operand(expected: string): Expression {
    const minus = this.#take('-');
    if (minus === undefined) return this.#plainOperand(expected);
    const token = this.#next;
    if (token.kind === 'number') {
      this.#at += 1;
      return { kind: 'literal', value: 0 - token.value, column: minus.column };
    }
    return { kind: 'negate', operand: this.#deeper(minus, () => this.#operand('a number')), column: minus.column };
  }

  #plainOperand(expected: string): Expression {
    const token = this.#next;
    const { column } = token;
    if (token.kind === 'number' || token.kind === 'text') {
      this.#at += 1;
      return { kind: 'literal', value: token.value, column };
    }
    if (token.kind === 'name') {
      this.#at += 1;
      const open = this.#take('(');
      return open === undefined ? { kind: 'name', name: nameIn(token), column } : this.#call(token, open);
    }
    if (this.#take('true') !== undefined) return { kind: 'literal', value: true, column };
    if (this.#take('false') !== undefined) return { kind: 'literal', value: false, column };
    const open = this.#take('(');
    if (open !== undefined) {
      const inside = this.#deeper(open, () => this.#or());
      this.#close(open);
      return inside;
    }
    throw unreadable(
      token,
      `Expected ${expected}, got ${shown(token)}.`,
      token.text === 'not' ? 'Put brackets around it: (not …).' : undefined,
    );
  }

  #call(token: Token, open: Token): Expression {
    const name = functionNames.find((known) => known === token.text);
    if (name === undefined) {
      throw unreadable(token, `There is no function ${token.text}.`, didYouMean(token.text, functionNames));
    }
    const values: Expression[] = [];
    do {
      values.push(this.#deeper(open, () => this.#sum()));
    } while (this.#take(',') !== undefined);
    this.#close(open);
    const [least, most] = valuesOf(name);
    if (values.length < least || values.length > most) {
      const wanted = least === most ? 'one value' : 'two or more values';
      throw unreadable(token, `${name} takes ${wanted}, not ${values.length}.`);
    }
    return { kind: 'call', name, values, column: token.column };
  }

  #close(open: Token): void {
    if (this.#take(')') !== undefined) return;
    if (this.#next.kind === 'end') throw unreadable(open, 'This ( has no partner.', 'Add ).');
    throw unreadable(this.#next, `Expected ), got ${shown(this.#next)}.`);
  }

  #deeper(token: Token, read: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > deepest) throw unreadable(token, `Nested deeper than ${deepest} levels.`, 'Write it flatter.');
    const inside = read();
    this.#depth -= 1;
    return inside;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #take(...texts: readonly string[]): Token | undefined {
    const token = this.#next;
    if (token.kind !== 'sign' || !texts.includes(token.text)) return undefined;
    this.#at += 1;
    return token;
  }
}

function valuesOf(name: FunctionName): readonly [least: number, most: number] {
  return name === 'min' || name === 'max' ? [2, 100] : [1, 1];
}

function arithmetic(token: Token, left: Expression, right: Expression): Expression {
  return { kind: 'arithmetic', operator: token.text as ArithmeticOperator, left, right, column: token.column };
}

function shown(token: Token): string {
  return token.kind === 'end' ? 'the end' : token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
}

function unreadable(at: Token, message: string, suggestion?: string): Unreadable {
  return new Unreadable({ column: at.column, message, suggestion });
}
