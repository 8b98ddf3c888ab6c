const longest = 200;

/** More than this many repetitions let a search that fails take for ever. */
const mostRepetitions = 4;

/**
 * Why a pattern is refused, or undefined when it is a regular expression that ends soon on any text. JavaScript's matcher
 * goes back and tries again, which takes exponential time where repetitions are nested; so a group is never repeated.
 */
export function patternFault(pattern: string): { readonly message: string; readonly suggestion?: string } | undefined {
  if (pattern.length > longest) return { message: `A pattern has at most ${longest} characters.` };
  try {
    new RegExp(pattern);
  } catch {
    return {
      message: `${JSON.stringify(pattern)} is no valid pattern (regular expression).`,
      suggestion: 'Put a backslash before ( ) [ ] { } + * ? . ^ $ | that stand for themselves.',
    };
  }
  // What is escaped or in a class stands for single characters.
  const plain = pattern
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?/g, '(');
  if (/\)[*+?{]/.test(plain)) {
    return { message: 'A pattern cannot repeat a group.', suggestion: 'Repeat single characters or classes: [ab]+.' };
  }
  const repetitions = plain.match(/[*+?]|\{\d/g)?.length ?? 0;
  if (repetitions > mostRepetitions) {
    return { message: `A pattern has at most ${mostRepetitions} repetitions (* + ? {…}), not ${repetitions}.` };
  }
  return undefined;
}
