import { runInNewContext } from 'node:vm';
import type { Expression } from '@seesaw/shared/expression/expression';
import { InvalidFilter } from './invalidFilter.ts';

/** Some patterns take for ever on some texts, and nothing else would run meanwhile. */
const timeoutMs = 250;

/**
 * The texts that the pattern is found in.
 * @throws InvalidFilter when that takes too long.
 */
export function matchingTexts(
  { pattern, column }: Pick<Extract<Expression, { kind: 'match' }>, 'pattern' | 'column'>,
  texts: readonly string[],
): string[] {
  try {
    const found: unknown = runInNewContext(
      '(() => { const wanted = new RegExp(pattern); return JSON.stringify(JSON.parse(texts).map((text) => wanted.test(text))); })()',
      { pattern, texts: JSON.stringify(texts) },
      { timeout: timeoutMs },
    );
    const matches = JSON.parse(String(found)) as boolean[];
    return texts.filter((_, index) => matches[index]);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
    throw new InvalidFilter(pattern, [{ column, message: 'The pattern takes too long to match.' }]);
  }
}
