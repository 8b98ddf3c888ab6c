import type { Place, YamlScalar } from './yamlTree.ts';

/** Characters that an escape in double quotes takes beyond its backslash and letter. */
const escapeDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Where character `offset` (from 0) of a text stands in the file, whichever of YAML's ways it is written in: plain, in
 * quotes with escapes, over several lines, or as a block below | or >. A folded line break counts as the space it becomes.
 */
export function placeInText(scalar: YamlScalar, offset: number): Place {
  const { raw, value } = scalar;
  if (typeof value !== 'string' || raw === '') return scalar;
  let at = beginOf(raw);
  for (const char of value.slice(0, offset)) at = behind(raw, at, char);
  const before = raw.slice(0, at);
  const lines = before.split('\n').length - 1;
  return {
    line: scalar.line + lines,
    column: lines === 0 ? scalar.column + at : at - before.lastIndexOf('\n'),
  };
}

/** Behind the opening quote, or at the first character of a block's text. */
function beginOf(raw: string): number {
  if (raw[0] === '"' || raw[0] === "'") return 1;
  if (raw[0] !== '|' && raw[0] !== '>') return 0;
  return behindBlank(raw, Math.max(0, raw.indexOf('\n')));
}

/** The place in `raw` behind what stands for one character of the value. */
function behind(raw: string, at: number, char: string): number {
  const quote = raw[0];
  if (quote === "'" && char === "'") return at + 2;
  if (quote === '"' && raw[at] === '\\') return at + 2 + (escapeDigits[raw[at + 1] ?? ''] ?? 0);
  if (char !== ' ' && char !== '\n') return at + char.length;
  const end = behindBlank(raw, at);
  return raw.slice(at, end).includes('\n') ? end : at + 1;
}

function behindBlank(raw: string, at: number): number {
  let end = at;
  while (/\s/.test(raw[end] ?? '')) end += 1;
  return end;
}
