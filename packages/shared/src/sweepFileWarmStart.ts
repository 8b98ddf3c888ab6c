import type { RecipeEntry } from './catalog.ts';
import { didYouMean } from './didYouMean.ts';
import type { Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { type SearchMethod, usesResults } from './searchSpace.ts';
import { activeAxes } from './space/activeAxes.ts';
import { contains, rangeOf } from './space/contains.ts';
import { ruleFaults } from './space/ruleFaults.ts';
import type { Constraint } from './sweepFileConstraints.ts';
import { type FieldReader, type ProblemList, showValue } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import type { YamlMap, YamlValue } from './yamlTree.ts';

export const mostWarmPoints = 10_000;
export const mostWarmSweeps = 100;

interface Reading {
  readonly method: SearchMethod | undefined;
  readonly recipe: RecipeEntry | undefined;
  readonly parameters: Parameters;
  readonly constraints: readonly Constraint[];
  readonly repeats: number;
  readonly runCap: number | undefined;
  readonly problems: ProblemList;
}

/** `warm_start: {points, sweeps}`: points that are run first, and sweeps whose results are known from the start. */
export function readWarmStart(fields: FieldReader, reading: Reading): ResolvedSweep['warmStart'] {
  const { method, recipe, problems } = reading;
  const warm = fields.map('warm_start', '{points: [{lr_d: 0.001}], sweeps: [k3f9…]}');
  if (warm === undefined) return undefined;
  warm.refuseUnknown(['points', 'sweeps']);
  if (!warm.has('points') && !warm.has('sweeps')) {
    problems.error(warm.place, 'warm_start', 'warm_start is empty.', 'Give it points or sweeps, or remove it.');
  }
  const pointsAt = warm.entry('points');
  const sweepsAt = warm.entry('sweeps');
  if (pointsAt !== undefined && method === 'grid') {
    const message = 'A grid runs every one of its points anyway.';
    problems.error(pointsAt, 'warm_start.points', message, 'Remove points, or use another method.');
  }
  if (sweepsAt !== undefined && method !== undefined && !usesResults(method)) {
    const message = `${method} does not look at results, so earlier ones change nothing.`;
    problems.error(sweepsAt, 'warm_start.sweeps', message, 'Use tpe, gp, cmaes, nsga2 or bayes, or remove sweeps.');
  }
  const sweeps = readSweeps(warm, problems);
  const points = recipe === undefined ? [] : readPoints(warm, recipe, reading);
  if (recipe === undefined || (points.length === 0 && sweeps.length === 0)) return undefined;
  return {
    points,
    sweeps,
    ignored: recipe.hyperparameters.flatMap(({ name, observes }) => (observes ? name : [])),
  };
}

function readSweeps(warm: FieldReader, problems: ProblemList): string[] {
  const list = warm.list('sweeps');
  if (list === undefined) return [];
  if (list.items.length > mostWarmSweeps) {
    problems.error(list, 'warm_start.sweeps', `${list.items.length} sweeps; at most ${mostWarmSweeps} are read.`);
  }
  const ids = list.items.slice(0, mostWarmSweeps).flatMap((item, index) => {
    // As written: an id such as 3e45678922 looks like a number.
    const id = item.kind === 'scalar' ? (typeof item.value === 'string' ? item.value : item.source) : '';
    if (/^[a-z0-9]{1,40}$/.test(id)) return id;
    const message = `expected the id of a sweep, got ${showValue(item)}.`;
    problems.error(item, `warm_start.sweeps[${index}]`, message, 'seesaw sweep list shows the ids.');
    return [];
  });
  return [...new Set(ids)];
}

function readPoints(warm: FieldReader, recipe: RecipeEntry, reading: Reading): Record<string, Scalar>[] {
  const { repeats, runCap, problems } = reading;
  const list = warm.list('points');
  if (list === undefined) return [];
  const trials = list.items.length * repeats;
  if (list.items.length > mostWarmPoints || (runCap !== undefined && trials > runCap)) {
    const seeds = repeats === 1 ? '' : ` on ${repeats} seeds each`;
    const message = `${list.items.length} points${seeds} are more than ${runCap === undefined ? `${mostWarmPoints}` : `run_cap: ${runCap}`}.`;
    problems.error(
      list,
      'warm_start.points',
      message,
      runCap === undefined ? undefined : `Write run_cap: ${trials} or more.`,
    );
  }
  const seen = new Map<string, number>();
  return list.items.slice(0, mostWarmPoints).flatMap((item, index) => {
    const path = `warm_start.points[${index}]`;
    if (item.kind !== 'map') {
      problems.error(item, path, `expected a point, got ${showValue(item)}.`, 'Write {lr_d: 0.001, loss: hinge}.');
      return [];
    }
    const point = readPoint({ item, path, recipe, reading });
    if (point === undefined) return [];
    const key = JSON.stringify(point);
    const same = seen.get(key);
    if (same !== undefined) problems.warn(item, path, `This is point ${same + 1} again.`, 'Remove it.');
    seen.set(key, index);
    return [point];
  });
}

/** Complete and inside of the space; what is left out has the recipe's default. */
function readPoint(input: {
  item: YamlMap;
  path: string;
  recipe: RecipeEntry;
  reading: Reading;
}): Record<string, Scalar> | undefined {
  const { item, path, recipe, reading } = input;
  const { parameters, constraints, problems } = reading;
  const { space } = parameters;
  const before = problems.errorCount;
  const given: Record<string, Scalar> = {};
  for (const { key, value, ...at } of item.entries) {
    const axis = space.find(({ name }) => name === key);
    const scalar = scalarOf(value);
    if (axis === undefined) {
      const isSet = Object.hasOwn(parameters.constants, key);
      const message = isSet
        ? `${key} is not varied: every trial has ${parameters.constants[key]}.`
        : `${key} is not varied.`;
      const names = space.map(({ name }) => name);
      problems.error(at, `${path}.${key}`, message, isSet ? `Remove ${key}.` : didYouMean(key, names));
    } else if (scalar === undefined || !contains(axis.dimension, scalar)) {
      const message = `${key}: expected ${rangeOf(axis.dimension)}, got ${showValue(value)}.`;
      problems.error(value, `${path}.${key}`, message);
    } else given[key] = scalar;
  }
  if (problems.errorCount > before) return undefined;
  const defaults = new Map(recipe.hyperparameters.map((one) => [one.name, one.default]));
  const point: Record<string, Scalar> = {};
  for (const axis of space) {
    if (!activeAxes(space, { ...point, ...given }).includes(axis)) continue;
    const value = given[axis.name] ?? (axis.name === 'seed' ? undefined : defaults.get(axis.name));
    if (value !== undefined && contains(axis.dimension, value)) point[axis.name] = value;
    else {
      const why = value === undefined || axis.name === 'seed' ? '' : `, and its default ${value} lies outside of it`;
      const message = `${axis.name} is missing (${rangeOf(axis.dimension)})${why}.`;
      problems.error(item, path, message, `Add ${axis.name}.`);
    }
  }
  const texts = constraints.map(({ text }) => text);
  for (const { axis, message } of ruleFaults(space, texts, { ...point, ...given })) {
    const entry = item.entries.find(({ key }) => key === axis);
    // A name is spelled as it is.
    const text = axis === undefined ? `T${message.slice(1)}` : message;
    problems.error(entry ?? item, axis === undefined ? path : `${path}.${axis}`, `${text}.`);
  }
  return problems.errorCount > before ? undefined : point;
}

function scalarOf(value: YamlValue): Scalar | undefined {
  return value.kind === 'scalar' && value.value !== null ? value.value : undefined;
}
