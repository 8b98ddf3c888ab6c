import { checkExpression } from '@seesaw/shared/expression/checkExpression';
import type { ExpressionProblem } from '@seesaw/shared/expression/expression';
import { parseExpression } from '@seesaw/shared/expression/parseExpression';
import type { FilterWord } from './filterVocabulary.ts';

/** What is wrong with a filter first, by the server's own grammar; undefined when it can be asked for. */
export function checkFilter(text: string, words: readonly FilterWord[]): ExpressionProblem | undefined {
  if (text.trim() === '') return undefined;
  const parsed = parseExpression(text, { slashed: slashedNames(words) });
  if (!parsed.ok) return parsed.problem;
  return checkExpression(parsed.expression, new Map(words.map((word) => [word.name, word])))[0];
}

export function slashedNames(words: readonly FilterWord[]): string[] {
  return words.filter(({ name }) => name.includes('/')).map(({ name }) => name);
}
