import { parseSweepFile } from './parseSweepFile.ts';
import { resolvedSweepSchema } from './resolvedSweep.ts';
import { testContext } from './sweepFileTestCatalog.ts';

/** A file of the test catalog that must be accepted. */
export function good(text: string) {
  const parsed = parseSweepFile(text, testContext);
  if (!parsed.ok) throw new Error(`unexpected problems: ${JSON.stringify(parsed.problems, null, 1)}`);
  resolvedSweepSchema.parse(parsed.sweep);
  return parsed;
}

/** `line:column path message | suggestion`, one per error of a file that must be refused. */
export function faults(text: string): string[] {
  const parsed = parseSweepFile(text, testContext);
  if (parsed.ok) throw new Error(`expected problems, got ${JSON.stringify(parsed.sweep)}`);
  return parsed.problems
    .filter((p) => p.severity === 'error')
    .map((p) => `${p.line}:${p.column} ${p.path} ${p.message}${p.suggestion ? ` | ${p.suggestion}` : ''}`);
}
