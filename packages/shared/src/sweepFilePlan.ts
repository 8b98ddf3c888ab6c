import type { SearchMethod } from './searchSpace.ts';
import { maxRunCap } from './sweepFileDefaults.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';
import { gridSize, isEnumerable, maxGridPoints } from './sweepFileGrid.ts';
import type { Parameters } from './sweepFileParameters.ts';

/** Grid size or run_cap; undefined when the number of trials cannot be told. */
export function readPlan(input: {
  fields: FieldReader;
  method: SearchMethod | undefined;
  runCap: number | undefined;
  parameters: Parameters;
  problems: ProblemList;
}): number | undefined {
  const { fields, method, runCap, parameters, problems } = input;
  if (method === undefined) return undefined;
  if (method !== 'grid') {
    if (!fields.has('run_cap')) {
      problems.error(
        fields.place,
        'run_cap',
        `run_cap is missing: a ${method} search would never end.`,
        'Add run_cap: the number of trials, e.g. run_cap: 20.',
      );
    }
    return runCap;
  }
  for (const { name, dimension } of parameters.space) {
    const entry = parameters.places.get(name);
    if (entry === undefined) continue;
    if (!isEnumerable(dimension)) {
      problems.error(
        entry,
        `parameters.${name}`,
        `A grid cannot walk the continuous range of ${name}.`,
        'List values, use a q_… distribution with q, or method: random.',
      );
    } else if (dimension.kind === 'choice' && dimension.probabilities !== undefined) {
      problems.warn(entry, `parameters.${name}`, 'A grid takes every value once: the probabilities have no effect.');
    }
  }
  const size = gridSize(parameters.space);
  if (!Number.isFinite(size)) return undefined;
  if (size > maxGridPoints && !fields.has('run_cap')) {
    problems.error(
      fields.at('parameters'),
      'parameters',
      `The grid has ${size} points; more than ${maxGridPoints} need a run_cap.`,
      'List fewer values, or add run_cap.',
    );
    return undefined;
  }
  return Math.min(size, runCap ?? maxRunCap);
}
