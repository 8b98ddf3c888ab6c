import type { RecipeEntry } from './catalog.ts';
import { didYouMean } from './didYouMean.ts';
import type { Hyperparameter, Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Dimension } from './searchSpace.ts';
import type { SweepFileContext } from './sweepFile.ts';
import { sweepKeys } from './sweepFileDefaults.ts';
import { type FieldReader, type ProblemList, shownProblems, showText } from './sweepFileFields.ts';
import { readParameter } from './sweepFileParameter.ts';
import type { YamlEntry } from './yamlTree.ts';

/** What stands below `parameters:`, with the place of each entry for messages about several of them. */
export interface Parameters {
  readonly constants: Readonly<Record<string, Scalar>>;
  readonly space: ResolvedSweep['space'];
  readonly places: ReadonlyMap<string, YamlEntry>;
}

export function readParameters(
  fields: FieldReader,
  { catalog }: SweepFileContext,
  recipe: RecipeEntry | undefined,
  problems: ProblemList,
): Parameters {
  const constants: Record<string, Scalar> = {};
  const space: ResolvedSweep['space'] = [];
  const places = new Map<string, YamlEntry>();
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
    return { constants, space, places };
  }
  const known = new Map<string, Hyperparameter>();
  for (const one of recipe === undefined ? catalog.recipes : [recipe]) {
    for (const hyperparameter of one.hyperparameters) known.set(hyperparameter.name, hyperparameter);
  }
  for (const entry of map.entries) {
    if (!known.has(entry.key)) {
      const suggestion = (sweepKeys as readonly string[]).includes(entry.key)
        ? `${entry.key} is a key of the file itself: write it at the top level. It cannot be varied.`
        : problems.items.length < shownProblems
          ? didYouMean(entry.key, [...known.keys()])
          : undefined;
      const message = `${recipe?.name ?? 'No recipe'} has ${recipe ? 'no' : 'a'} hyperparameter ${showText(entry.key)}.`;
      problems.error(entry, `parameters.${entry.key}`, message, suggestion);
      continue;
    }
    places.set(entry.key, entry);
    const dimension = readParameter(entry, recipe && known.get(entry.key), problems);
    if (dimension?.kind === 'constant') constants[entry.key] = dimension.value;
    else if (dimension !== undefined) space.push({ name: entry.key, dimension: mutable(dimension) });
  }
  return { constants, space, places };
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
