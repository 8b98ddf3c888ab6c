import type { FolderFacts, RecipeEntry } from './catalog.ts';
import { datasetFolderInWords, isDatasetFolder, partsOfDataset } from './datasetName.ts';
import { didYouMean } from './didYouMean.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { type SearchMethod, searchMethods } from './searchSpace.ts';
import { checkpointEvery } from './settings/checkpointSettings.ts';
import { retrySettings } from './settings/runningSettings.ts';
import { settingIn } from './settings/setting.ts';
import type { SweepFileContext } from './sweepFile.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import { type FieldReader, type ProblemList, showText } from './sweepFileFields.ts';
import { readKeep } from './sweepFileKeep.ts';
import type { Parameters } from './sweepFileParameters.ts';
import { shortestTraining } from './sweepFileTraining.ts';

export function readMethod(fields: FieldReader, problems: ProblemList): SearchMethod | undefined {
  if (!fields.has('method')) {
    problems.error(fields.place, 'method', 'method is missing.', 'Add method: grid or method: random.');
    return undefined;
  }
  return fields.oneOf('method', searchMethods);
}

export function readRecipe(
  fields: FieldReader,
  { catalog }: SweepFileContext,
  problems: ProblemList,
): RecipeEntry | undefined {
  const names = catalog.recipes.map((recipe) => recipe.name);
  if (!fields.has('recipe')) {
    const standard = catalog.recipes[0];
    if (standard) {
      problems.warn(
        fields.place,
        'recipe',
        `No recipe is named, so ${standard.name} is used.`,
        `Add recipe: one of ${names.join(', ')}.`,
      );
    }
    return standard;
  }
  const name = fields.text('recipe', { max: 200 });
  if (name === undefined) return undefined;
  const found = catalog.recipes.find((recipe) => recipe.name === name);
  if (found === undefined) {
    problems.error(fields.at('recipe'), 'recipe', `Unknown recipe ${showText(name)}.`, didYouMean(name, names));
  }
  return found;
}

export function readDataset(
  fields: FieldReader,
  { catalog, resolveDataset, lookForFolder }: SweepFileContext,
  recipe: RecipeEntry | undefined,
  problems: ProblemList,
): { readonly dataset?: string | undefined; readonly folder?: FolderFacts } {
  if (!fields.has('dataset')) return { dataset: recipe?.defaultDataset };
  const written = fields.text('dataset', { max: 200 });
  if (written === undefined) return {};
  const { name, folder } = partsOfDataset(written);
  const refuse = (message: string, suggestion: string | undefined) =>
    problems.error(fields.at('dataset'), 'dataset', message, suggestion);
  const entry = catalog.datasets.find((dataset) => dataset.name === name || dataset.aliases.includes(name));
  if (entry === undefined) {
    const known = catalog.datasets.flatMap((dataset) => [dataset.name, ...dataset.aliases]);
    refuse(`Unknown data set ${showText(written)}.`, didYouMean(name, [...new Set(known)]));
    return {};
  }
  if (entry.inFolder === undefined) {
    if (folder === undefined) return { dataset: resolveDataset(name) };
    refuse(`Data set ${name} does not lie in a folder.`, `Write dataset: ${name}.`);
    return {};
  }
  const example = `Write dataset: ${name}:FOLDER, a folder below SEESAW_DATA_DIR`;
  if (folder === undefined) {
    refuse(`Data set ${name} lies in a folder of yours: which one?`, `${example}.`);
    return {};
  }
  if (!isDatasetFolder(folder)) {
    refuse(`${showText(folder)} cannot be a folder of data.`, `${example}: ${datasetFolderInWords}.`);
    return {};
  }
  const found = lookForFolder?.(written);
  if (found === undefined) return { dataset: written };
  if (!('severity' in found)) return { dataset: written, folder: found };
  if (found.severity === 'error') refuse(found.message, found.suggestion);
  else problems.warn(fields.at('dataset'), 'dataset', found.message, found.suggestion);
  return { dataset: written };
}

export function readPool(fields: FieldReader, problems: ProblemList): string {
  const pool = fields.text('pool', { max: 63 });
  if (pool !== undefined && !/^[a-z0-9][a-z0-9-]*$/.test(pool)) {
    problems.error(
      fields.at('pool'),
      'pool',
      `pool: expected lower-case letters, digits and hyphens, got ${showText(pool)}.`,
    );
  }
  return pool ?? sweepDefaults.pool;
}

export function readRetry(fields: FieldReader): ResolvedSweep['retry'] {
  const retry = fields.map('retry', '{max_attempts: 3, from: checkpoint}');
  retry?.refuseUnknown(['max_attempts', 'from']);
  return {
    maxAttempts: retry?.setting(settingIn(retrySettings, 'max_attempts')) ?? sweepDefaults.retry.maxAttempts,
    from: retry?.oneOf('from', ['checkpoint', 'scratch']) ?? sweepDefaults.retry.from,
  };
}

export function readCheckpoint(
  fields: FieldReader,
  recipe: RecipeEntry | undefined,
  parameters: Parameters,
  problems: ProblemList,
): ResolvedSweep['checkpoint'] {
  const checkpoint = fields.map('checkpoint', '{every_steps: 500, keep: 2}');
  checkpoint?.refuseUnknown(['every_steps', 'keep']);
  const everySteps =
    checkpoint?.setting(checkpointEvery) ?? Math.max(1, Math.round(shortestTraining(recipe, parameters) / 10));
  return { everySteps, keep: readKeep(checkpoint, everySteps, problems) };
}
