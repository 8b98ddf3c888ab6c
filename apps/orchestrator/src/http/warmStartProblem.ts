import { SeesawError } from '@seesaw/shared/errors';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { SweepFileProblem } from '@seesaw/shared/sweepFile';
import { placeOfPath, readYamlTree } from '@seesaw/shared/yamlTree';

/**
 * What is wrong with an earlier sweep that a file names, with its place there: whether it exists and what its objective is,
 * only the store can tell. Any other error is thrown on.
 */
export function warmStartProblem(error: unknown, sweep: ResolvedSweep, yaml: string): SweepFileProblem {
  const sweeps = sweep.warmStart?.sweeps ?? [];
  const named = error instanceof SeesawError && error.code === 'invalid-sweep' ? error.facts.sweepId : undefined;
  if (!(error instanceof SeesawError) || named === undefined || !sweeps.includes(named)) throw error;
  const { root } = readYamlTree(yaml);
  const index = sweeps.indexOf(named);
  const { line, column } = placeOfPath(root, ['warm_start', 'sweeps', index]);
  const path = `warm_start.sweeps[${index}]`;
  return { line, column, path, message: `${error.message}.`, suggestion: error.facts.hint, severity: 'error' };
}
