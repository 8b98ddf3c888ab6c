import type { ExpressionProblem } from './expression.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly column: number }
  | { readonly kind: 'text'; readonly value: string; readonly text: string; readonly column: number }
  | { readonly kind: 'name'; readonly text: string; readonly column: number }
  /** An operator, a bracket or one of the words of the language. */
  | { readonly kind: 'sign'; readonly text: string; readonly column: number }
  | { readonly kind: 'end'; readonly text: ''; readonly column: number };

const keywords = ['and', 'or', 'not', 'in', 'true', 'false'] as const;

/** Longest first. */
const signs = ['==', '!=', '!~', '<=', '>=', '<', '>', '~', '+', '-', '*', '/', '(', ')', ','];

/** What people bring along from other languages. */
const foreign: readonly (readonly [string, string])[] = [
  ['===', '=='],
  ['!==', '!='],
  ['=~', '~'],
  ['<>', '!='],
  ['=<', '<='],
  ['=>', '>='],
  ['&&', 'and'],
  ['||', 'or'],
  ['**', 'x * x'],
  ['^', 'x * x'],
  ['&', 'and'],
  ['|', 'or'],
  ['!', 'not'],
  ['=', '=='],
  ['[', '('],
  [']', ')'],
  ['{', '('],
  ['}', ')'],
];

const foreignWords: Readonly<Record<string, string>> = {
  is: '==',
  like: '~',
  matches: '~',
  null: 'no value',
  none: 'no value',
};

const numberForm = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const nameForm = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;

/**
 * The words of an expression, ending with 'end'; or what cannot be read.
 *
 * @param slashed names that hold a slash (`eval/score`): where one stands without spaces it is one name, not a division
 */
export function tokensOf(text: string, slashed: readonly string[]): Token[] | ExpressionProblem {
  const tokens: Token[] = [];
  const byLength = [...slashed].sort((a, b) => b.length - a.length);
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const token = readToken(text, at, byLength);
    if (!('kind' in token)) return token;
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return tokens;
}

function readToken(text: string, at: number, slashed: readonly string[]): Token | ExpressionProblem {
  const column = at + 1;
  const char = text[at]!;
  if (char === '"' || char === "'") return readText(text, at);
  if (char === '`') return readQuotedName(text, at);
  const digits = matchAt(numberForm, text, at);
  if (digits !== undefined) return numberOf(digits, text[at + digits.length], column);
  const word = matchAt(nameForm, text, at);
  if (word !== undefined) {
    const known = slashed.find((name) => text.startsWith(name, at) && !isNameChar(text[at + name.length]));
    if (known !== undefined && known.length > word.length) return { kind: 'name', text: known, column };
    return wordOf(word, column);
  }
  const strange = foreign.find(([written]) => text.startsWith(written, at));
  const sign = signs.find((known) => text.startsWith(known, at));
  if (sign !== undefined && (strange === undefined || strange[0].length <= sign.length)) {
    return { kind: 'sign', text: sign, column };
  }
  if (strange !== undefined) {
    const [written, meant] = strange;
    const suggestion = meant === 'x * x' ? 'Write x * x for a square.' : `Did you mean ${meant}?`;
    return { column, message: `There is no operator ${written}.`, suggestion };
  }
  const shown = String.fromCodePoint(text.codePointAt(at)!);
  return { column, message: `${JSON.stringify(shown)} means nothing here.`, suggestion: quotesOf(shown) };
}

function numberOf(digits: string, next: string | undefined, column: number): Token | ExpressionProblem {
  if (next !== undefined && /[\p{L}\p{N}_.]/u.test(next)) {
    const suggestion = 'Write digits only, as 1000 or 1e-4; put a name that begins with a digit into `backquotes`.';
    return { column, message: `${JSON.stringify(digits + next)} is no number.`, suggestion };
  }
  const value = Number(digits);
  if (!Number.isFinite(value)) return { column, message: `${digits} is too large for a number.` };
  return { kind: 'number', value, text: digits, column };
}

function wordOf(word: string, column: number): Token | ExpressionProblem {
  if ((keywords as readonly string[]).includes(word)) return { kind: 'sign', text: word, column };
  const lower = word.toLowerCase();
  if ((keywords as readonly string[]).includes(lower)) {
    return { column, message: `${word} is written in small letters.`, suggestion: `Write ${lower}.` };
  }
  if (Object.hasOwn(foreignWords, lower)) {
    const meant = foreignWords[lower]!;
    const suggestion =
      meant === 'no value' ? 'A comparison with a value that is missing never holds.' : `Did you mean ${meant}?`;
    return { column, message: `There is no ${word} in this language.`, suggestion };
  }
  return { kind: 'name', text: word, column };
}

/** A backslash keeps a quote or a backslash from its meaning; before anything else it stands for itself, as in "\d+". */
function readText(text: string, at: number): Token | ExpressionProblem {
  const quote = text[at]!;
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i]!;
    const next = text[i + 1];
    if (char === '\\' && (next === quote || next === '\\')) {
      value += next;
      i += 1;
    } else if (char === quote) {
      return { kind: 'text', value, text: text.slice(at, i + 1), column: at + 1 };
    } else {
      value += char;
    }
  }
  return { column: at + 1, message: `This ${quote} has no partner.`, suggestion: `End the text with ${quote}.` };
}

/** The token's `text` keeps its quotes, so that its length is what was read; `nameIn` takes them off. */
function readQuotedName(text: string, at: number): Token | ExpressionProblem {
  const end = text.indexOf('`', at + 1);
  if (end < 0) return { column: at + 1, message: 'This ` has no partner.', suggestion: 'End the name with `.' };
  if (end === at + 1) return { column: at + 1, message: 'A name in backquotes is empty.' };
  return { kind: 'name', text: text.slice(at, end + 1), column: at + 1 };
}

export function nameIn(token: Token): string {
  return token.text.startsWith('`') ? token.text.slice(1, -1) : token.text;
}

/** Whether a name can be written without backquotes. */
export function isPlainName(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    matchAt(nameForm, name, 0) === name &&
    !(keywords as readonly string[]).includes(lower) &&
    !Object.hasOwn(foreignWords, lower)
  );
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(text)?.[0];
}

function isNameChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_]/u.test(char);
}

function quotesOf(char: string): string | undefined {
  return '“”„‘’«»'.includes(char) ? 'Use straight quotes: "…".' : undefined;
}
