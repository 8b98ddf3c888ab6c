import { functionNames } from '@seesaw/shared/expression/expression';
import { isPlainName, nameIn, type Token, tokensOf } from '@seesaw/shared/expression/tokens';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { slashedNames } from './checkFilter.ts';
import type { FilterWord } from './filterVocabulary.ts';

export interface CompletionOption {
  /** What is put in place of the text between `from` and `to`. */
  readonly text: string;
  readonly label: string;
  readonly note: string;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly options: readonly CompletionOption[];
}

/** More than a person reads. */
const mostOptions = 40;

const notes: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'less',
  '<=': 'at most',
  '>': 'more',
  '>=': 'at least',
  '~': 'matches a pattern',
  '!~': 'matches no pattern',
  'in (': 'one of',
  'not in (': 'none of',
  and: 'both hold',
  or: 'one of them holds',
  not: 'the opposite',
};

/** What may stand where the caret is, by the words before it; nothing where the text before is wrong already. */
export function completeFilter(text: string, caret: number, words: readonly FilterWord[]): Completion {
  const from = wordStart(text, caret, words);
  const typed = text.slice(from, caret);
  const tokens = tokensOf(text.slice(0, from), slashedNames(words));
  const options = Array.isArray(tokens) ? optionsAfter(tokens.slice(0, -1), words) : [];
  return { from, to: caret, options: fitting(options, typed).slice(0, mostOptions) };
}

/** The text with an option in it, and where the caret then stands. */
export function applyCompletion(
  text: string,
  { from, to }: Completion,
  option: CompletionOption,
): { text: string; caret: number } {
  const rest = text.slice(to);
  const gap = option.text.endsWith('(') || /^[\s,)]/.test(rest) ? '' : ' ';
  return { text: text.slice(0, from) + option.text + gap + rest, caret: from + option.text.length + gap.length };
}

/** Where the word before the caret begins: an open quote, or the longest end that begins a known name. */
function wordStart(text: string, caret: number, words: readonly FilterWord[]): number {
  const quote = openQuote(text.slice(0, caret));
  if (quote !== undefined) return quote;
  const run = /[\p{L}\p{N}_./-]*$/u.exec(text.slice(0, caret))?.[0] ?? '';
  const starts = [...run.matchAll(/(?<![\p{L}\p{N}_.])[\p{L}_]/gu)].map((match) => match.index);
  const known = starts.find((at) => words.some(({ name }) => startsWith(name, run.slice(at))));
  const word = /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(run)?.[0] ?? '';
  return caret - (known === undefined ? word.length : run.length - known);
}

function openQuote(text: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (open === undefined) {
      if (char === '"' || char === "'" || char === '`') open = at;
    } else if (char === '\\' && text[open] !== '`') at += 1;
    else if (char === text[open]) open = undefined;
  }
  return open;
}

function optionsAfter(tokens: readonly Token[], words: readonly FilterWord[]): CompletionOption[] {
  const last = tokens.at(-1);
  const list = openList(tokens);
  if (list !== undefined) return last?.text === ',' || last?.text === '(' ? valuesFor(list, words) : closing;
  if (last === undefined || opensOperand(last)) return operandsAfter(last, words);
  if (last.kind === 'sign' && isComparison(last.text)) return comparands(tokens.slice(0, -1), last.text, words);
  if (last.text === 'in') return [option('(', 'a list of values')];
  if (last.text === 'not')
    return beginsOperand(tokens.at(-2)) ? operands(words) : [option('in (', notes['not in ('] ?? '')];
  return operatorsAfter(tokens, words);
}

const closing = [option(',', 'another value'), option(')', 'end of the list')];

function opensOperand({ kind, text }: Token): boolean {
  return kind === 'sign' && ['and', 'or', '(', ',', '+', '-', '*', '/'].includes(text);
}

function beginsOperand(before: Token | undefined): boolean {
  return before === undefined || opensOperand(before) || before.text === 'not';
}

function isComparison(text: string): boolean {
  return ['==', '!=', '<', '<=', '>', '>=', '~', '!~'].includes(text);
}

function operandsAfter(last: Token | undefined, words: readonly FilterWord[]): CompletionOption[] {
  const isSum = last !== undefined && ['+', '-', '*', '/'].includes(last.text);
  return operands(isSum ? words.filter(({ type }) => type === 'number') : words, !isSum);
}

function operands(words: readonly FilterWord[], withNot = true): CompletionOption[] {
  return [
    ...words.map(({ name, note }) => ({ text: spelled(name), label: name, note })),
    ...(withNot ? [option('not', notes.not ?? '')] : []),
    ...functionNames.map((name) => option(`${name}(`, 'function')),
  ];
}

/** Behind a comparison: values of the name before it, or other numbers. */
function comparands(before: readonly Token[], sign: string, words: readonly FilterWord[]): CompletionOption[] {
  const name = wordOf(before.at(-1), words);
  const values = name === undefined ? [] : valuesFor(name, words);
  if (name?.type !== 'number' && name !== undefined) return values;
  if (sign === '~' || sign === '!~') return values;
  return [
    ...values,
    ...operands(
      words.filter(({ type }) => type === 'number'),
      false,
    ),
  ];
}

/** The name whose list of values is open: `loss in ("hinge", `. */
function openList(tokens: readonly Token[]): Token | undefined {
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { kind, text } = tokens[at]!;
    if (kind === 'number' || kind === 'text' || text === ',' || text === 'true' || text === 'false') continue;
    if (text !== '(' || tokens[at - 1]?.text !== 'in') return undefined;
    return tokens[at - 2]?.text === 'not' ? tokens[at - 3] : tokens[at - 2];
  }
  return undefined;
}

function valuesFor(name: Token | FilterWord, words: readonly FilterWord[]): CompletionOption[] {
  const word = 'likely' in name ? name : wordOf(name, words);
  if (word === undefined) return [];
  const values: readonly Scalar[] = word.type === 'boolean' ? [true, false] : word.likely;
  return values.map((value) => option(typeof value === 'string' ? JSON.stringify(value) : String(value), word.name));
}

/** Behind a whole operand: what compares it, or what joins the comparison that it ends. */
function operatorsAfter(tokens: readonly Token[], words: readonly FilterWord[]): CompletionOption[] {
  const last = tokens.at(-1);
  const word = wordOf(last, words);
  const compared = hasComparison(tokens);
  const joins = ['and', 'or'];
  if (compared || word?.type === 'boolean') {
    const sums = word?.type === 'number' ? ['+', '-', '*', '/'] : [];
    const equal = !compared ? ['==', '!='] : [];
    return [...joins, ...equal, ...sums].map(noted);
  }
  if (word?.type === 'text') return ['==', '!=', 'in (', 'not in (', '~', '!~'].map(noted);
  if (last?.kind === 'text') return ['==', '!='].map(noted);
  return ['<', '<=', '>', '>=', '==', '!=', 'in (', '/', '*', '+', '-'].map(noted);
}

/** Whether the part behind the last `and`, `or`, `not` or open bracket is a comparison already. */
function hasComparison(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { kind, text } of [...tokens].reverse()) {
    if (kind !== 'sign') continue;
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0 || (depth === 0 && (text === 'and' || text === 'or'))) return false;
    if (isComparison(text) || text === 'in') return true;
  }
  return false;
}

function wordOf(token: Token | undefined, words: readonly FilterWord[]): FilterWord | undefined {
  return token?.kind === 'name' ? words.find(({ name }) => name === nameIn(token)) : undefined;
}

function fitting(options: readonly CompletionOption[], typed: string): CompletionOption[] {
  if (typed === '') return [...options];
  const bare = typed.replace(/^["'`]/, '');
  const begins = options.filter(
    ({ text, label }) => startsWith(text, typed) || startsWith(label.replace(/^"/, ''), bare),
  );
  const holds = options.filter((one) => !begins.includes(one) && one.label.toLowerCase().includes(bare.toLowerCase()));
  const found = [...begins, ...(bare.length > 1 ? holds : [])];
  // Nothing is left to complete.
  return found.length === 1 && found[0]?.text === typed ? [] : found;
}

function startsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}

function spelled(name: string): string {
  return isPlainName(name) || (name.includes('/') && name.split('/').every(isPlainName)) ? name : `\`${name}\``;
}

function noted(text: string): CompletionOption {
  return option(text, notes[text] ?? '');
}

function option(text: string, note: string): CompletionOption {
  return { text, label: text, note };
}
