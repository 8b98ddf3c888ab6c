import type { SearchMethod } from './searchSpace.ts';
import type { Constraint } from './sweepFileConstraints.ts';
import { maxRunCap } from './sweepFileDefaults.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';
import { gridSize, isEnumerable, maxGridPoints } from './sweepFileGrid.ts';
import type { Parameters } from './sweepFileParameters.ts';

interface Planning {
  readonly fields: FieldReader;
  readonly method: SearchMethod | undefined;
  readonly runCap: number | undefined;
  readonly parameters: Parameters;
  readonly constraints: readonly Constraint[];
  /** How many points satisfy conditions and constraints, where they were counted already. */
  readonly points: number | undefined;
  readonly repeats: number;
  readonly problems: ProblemList;
}

/** Grid size × repeats or run_cap, which counts trials; undefined when the number of trials cannot be told. */
export function readPlan(planning: Planning): number | undefined {
  const { fields, repeats, problems } = planning;
  const planned = trialsOf(planning);
  if (planned !== undefined && planned % repeats !== 0) {
    const message = `run_cap counts trials: ${planned} is no multiple of ${repeats} repeats, so the last point has fewer.`;
    problems.warn(
      fields.at('run_cap'),
      'run_cap',
      message,
      `Write run_cap: ${Math.ceil(planned / repeats) * repeats}.`,
    );
  }
  return planned;
}

function trialsOf(planning: Planning): number | undefined {
  const { fields, method, runCap, parameters, constraints, points, repeats, problems } = planning;
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
    const place = parameters.places.get(name);
    if (place === undefined) continue;
    const { entry, path } = place;
    if (!isEnumerable(dimension)) {
      problems.error(
        entry,
        path,
        `A grid cannot walk the continuous range of ${name}.`,
        'List values, use a q_… distribution with q, or method: random.',
      );
    } else if (dimension.kind === 'choice' && dimension.probabilities !== undefined) {
      problems.warn(entry, path, 'A grid takes every value once: the probabilities have no effect.');
    }
  }
  const texts = constraints.map(({ text }) => text);
  const size = points ?? gridSize(parameters.space, texts);
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
  // A grid without any point is reported where its constraints stand.
  return size < 1 ? undefined : Math.min(size * repeats, runCap ?? maxRunCap);
}
