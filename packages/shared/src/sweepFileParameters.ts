import type { RecipeEntry } from './catalog.ts';
import { didYouMean } from './didYouMean.ts';
import type { Hyperparameter, Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Dimension } from './searchSpace.ts';
import type { SweepFileContext } from './sweepFile.ts';
import { sweepKeys } from './sweepFileDefaults.ts';
import { FieldReader, type ProblemList, shownProblems, showText } from './sweepFileFields.ts';
import { readParameter } from './sweepFileParameter.ts';
import { readWhen } from './sweepFileWhen.ts';
import type { Place, YamlEntry, YamlValue } from './yamlTree.ts';

/** Where a parameter stands in the file, perhaps inside a group. */
export interface ParameterPlace {
  readonly entry: YamlEntry;
  /** e.g. `parameters.lr_d`, or `parameters.optimizer.parameters.lr_d`. */
  readonly path: string;
  /** Where its condition stands. */
  readonly when?: Place;
}

/** What stands below `parameters:`, with the place of each entry for messages about several of them. */
export interface Parameters {
  readonly constants: Readonly<Record<string, Scalar>>;
  readonly space: ResolvedSweep['space'];
  readonly places: ReadonlyMap<string, ParameterPlace>;
}

export function readParameters(
  fields: FieldReader,
  { catalog }: SweepFileContext,
  recipe: RecipeEntry | undefined,
  problems: ProblemList,
): Parameters {
  const places = new Map<string, ParameterPlace>();
  const map = fields.map('parameters', '{lr_ratio: {values: [0.5, 1, 2]}}');
  if (map === undefined || [...map.entries].length === 0) {
    if (!fields.has('parameters') || map !== undefined) {
      problems.error(
        map?.place ?? fields.place,
        'parameters',
        'parameters is missing: nothing is set or varied.',
        'Add parameters: {lr_ratio: {values: [0.5, 1, 2]}}.',
      );
    }
    return { constants: {}, space: [], places };
  }
  const known = new Map<string, Hyperparameter>();
  for (const one of recipe === undefined ? catalog.recipes : [recipe]) {
    for (const hyperparameter of one.hyperparameters) known.set(hyperparameter.name, hyperparameter);
  }
  const constants: Record<string, Scalar> = {};
  const axes: { name: string; dimension: Dimension; when: YamlValue | undefined }[] = [];
  for (const { entry, path } of parametersIn(map, problems)) {
    const { key: name } = entry;
    if (!known.has(name)) {
      const message = `${recipe?.name ?? 'No recipe'} has ${recipe ? 'no' : 'a'} hyperparameter ${showText(name)}.`;
      problems.error(entry, path, message, insteadOf(name, [...known.keys()], problems));
      continue;
    }
    const earlier = places.get(name);
    if (earlier !== undefined) {
      const message = `${name} is set twice; the first time in line ${earlier.entry.line} (${earlier.path}).`;
      problems.error(entry, path, message, 'Remove one of them.');
      continue;
    }
    const read = readParameter({ entry, path }, recipe && known.get(name), problems);
    places.set(name, { entry, path, when: read?.when });
    if (read === undefined) continue;
    if (read.dimension.kind === 'constant' && read.when === undefined) constants[name] = read.dimension.value;
    else axes.push({ name, dimension: read.dimension, when: read.when });
  }
  return { constants, space: withConditions({ axes, constants, recipe, places, problems }), places };
}

/** Every parameter, also those in groups (`optimizer: {parameters: {…}}`), which exist for the reader of the file only. */
function* parametersIn(map: FieldReader, problems: ProblemList): Generator<{ entry: YamlEntry; path: string }> {
  for (const entry of map.entries) {
    const path = map.below(entry.key);
    const group = entry.value.kind === 'map' ? new FieldReader(entry.value, path, problems) : undefined;
    if (!group?.has('parameters')) {
      yield { entry, path };
      continue;
    }
    group.refuseUnknown(['parameters'], () => `${entry.key} is a group: it holds parameters only.`);
    const inside = group.map('parameters', '{lr_ratio: {values: [0.5, 1, 2]}}');
    if (inside !== undefined) yield* parametersIn(inside, problems);
  }
}

function insteadOf(name: string, known: readonly string[], problems: ProblemList): string | undefined {
  if ((sweepKeys as readonly string[]).includes(name)) {
    return `${name} is a key of the file itself: write it at the top level. It cannot be varied.`;
  }
  return problems.items.length < shownProblems ? didYouMean(name, known) : undefined;
}

function withConditions(input: {
  axes: readonly { name: string; dimension: Dimension; when: YamlValue | undefined }[];
  constants: Readonly<Record<string, Scalar>>;
  recipe: RecipeEntry | undefined;
  places: ReadonlyMap<string, ParameterPlace>;
  problems: ProblemList;
}): ResolvedSweep['space'] {
  const { constants, recipe, places, problems } = input;
  const axes = input.axes.map(({ name }) => name);
  return input.axes.map(({ name, dimension, when: value }) => {
    const axis = { name, dimension: mutable(dimension) };
    if (value === undefined) return axis;
    const path = `${places.get(name)?.path}.when`;
    const when = readWhen({ value, path, name, recipe, axes, constants, problems });
    return when === undefined || when === 'always' ? axis : { ...axis, when };
  });
}

/** The schema of a resolved sweep has mutable arrays; a dimension has read-only ones. */
function mutable(dimension: Dimension): ResolvedSweep['space'][number]['dimension'] {
  if (dimension.kind !== 'choice') return dimension;
  const { probabilities, values, ...rest } = dimension;
  return {
    ...rest,
    values: [...values],
    ...(probabilities === undefined ? {} : { probabilities: [...probabilities] }),
  };
}
