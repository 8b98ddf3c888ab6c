import type { RecipeEntry } from './catalog.ts';
import type { Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { runningSettings } from './settings/runningSettings.ts';
import { runCap as runCapSetting, searchSeed } from './settings/searchSettings.ts';
import { settingIn } from './settings/setting.ts';
import type { ParsedSweepFile, SweepFileContext, SweepFileProblem } from './sweepFile.ts';
import { readBudget } from './sweepFileBudget.ts';
import { readConstraints } from './sweepFileConstraints.ts';
import { contradictionsOf } from './sweepFileContradictions.ts';
import { ignoredKeys, sweepDefaults, sweepKeys } from './sweepFileDefaults.ts';
import { readEarlyTerminate } from './sweepFileEarlyTerminate.ts';
import { checkFeasibility } from './sweepFileFeasibility.ts';
import { FieldReader, ProblemList, shownProblems } from './sweepFileFields.ts';
import { tellIdleSettings } from './sweepFileIdle.ts';
import { readObjectives, refuseUnfitForSeveral } from './sweepFileObjectives.ts';
import { readPack } from './sweepFilePack.ts';
import { type Parameters, readParameters } from './sweepFileParameters.ts';
import { readPbt, refuseUnfitForPbt } from './sweepFilePbt.ts';
import { readPlan } from './sweepFilePlan.ts';
import { readRace, readRepeats } from './sweepFileRepeats.ts';
import { readCheckpoint, readDataset, readMethod, readPool, readRecipe, readRetry } from './sweepFileSettings.ts';
import { endsOf } from './sweepFileTraining.ts';
import { readWarmStart } from './sweepFileWarmStart.ts';
import { type Place, readYamlTree } from './yamlTree.ts';

/**
 * Reads and checks a sweep file: a W&B `sweep.yaml`, or one with Seesaw's own keys. Never throws, starts nothing, and
 * reports everything that is wrong at once, each with its place in the text. `ok` only when there is no error.
 */
export function parseSweepFile(text: string, context: SweepFileContext): ParsedSweepFile {
  const problems = new ProblemList();
  const { root, problems: syntax } = readYamlTree(text);
  if (root?.kind !== 'map') {
    if (syntax.length > 0) return { ok: false, problems: inOrder(syntax) };
    const empty = root === null || (root.kind === 'scalar' && root.value === null);
    const message = empty ? 'The file is empty.' : 'A sweep file is a mapping of keys to values.';
    problems.error(root ?? { line: 1, column: 1 }, '', message, 'Begin with method, metric and parameters.');
    return { ok: false, problems: problems.items };
  }
  // Guesses about a tree that YAML itself could not read would only add noise.
  const readable = !syntax.some((problem) => problem.path === '');
  problems.items.push(...syntax);
  const sweep = readable ? readSweep(new FieldReader(root, '', problems), context, problems) : undefined;
  const sorted = inOrder(problems.items);
  if (sweep === undefined || problems.errorCount > 0) return { ok: false, problems: sorted };
  return { ok: true, sweep, warnings: sorted };
}

function readSweep(fields: FieldReader, context: SweepFileContext, problems: ProblemList): ResolvedSweep | undefined {
  refuseUnknownKeys(fields, context, problems);
  const method = readMethod(fields, problems);
  const recipe = readRecipe(fields, context, problems);
  const { dataset, folder } = readDataset(fields, context, recipe, problems);
  const objectives = readObjectives(fields, { recipe, dataset }, problems);
  const runCap = fields.setting(runCapSetting);
  const parameters = readParameters(fields, context, recipe, problems);
  const constraints = readConstraints(fields, recipe, parameters, problems);
  const space = parameters.space;
  const constraintsAt = fields.at('constraints');
  const points =
    problems.errorCount > 0 ? undefined : checkFeasibility({ space, constraints, parameters, constraintsAt, problems });
  const repeats = readRepeats(fields, parameters, problems);
  // Points race for the one objective.
  const race = objectives?.metrics === undefined ? readRace(fields, repeats, problems) : undefined;
  const warmStart = readWarmStart(fields, {
    ...{ method, recipe, parameters, constraints, repeats, runCap, problems },
  });
  const plannedTrials = readPlan({ fields, method, runCap, parameters, constraints, points, repeats, problems });

  const options = {
    name: fields.text('name', { max: 120 }),
    description: fields.text('description', { max: 10_000, lines: true }) ?? '',
    seed: fields.setting(searchSeed) ?? sweepDefaults.seed,
    concurrency: fields.setting(settingIn(runningSettings, 'concurrency')) ?? sweepDefaults.concurrency,
    pool: readPool(fields, problems),
    retry: readRetry(fields),
    ...readBudget(fields),
  };
  const priority = fields.setting(settingIn(runningSettings, 'priority'));
  const checkpoint = readCheckpoint(fields, recipe, parameters, problems);
  const early = { recipe, parameters, metric: objectives?.metric, problems };
  const earlyTerminate = readEarlyTerminate(fields, early);
  const pbt = readPbt(fields, { method, checkpointEvery: checkpoint.everySteps, problems });
  if (pbt !== null) {
    refuseUnfitForPbt(parameters, recipe, problems);
    for (const key of ['early_terminate', 'repeat_over', 'repeats', 'race']) {
      const entry = fields.entry(key);
      if (entry)
        problems.error(entry, key, `${key} does not go with method pbt.`, `Remove ${key}, or use another method.`);
    }
  }
  if (objectives?.metrics !== undefined) refuseUnfitForSeveral(fields, { method, keep: checkpoint.keep, problems });
  if (recipe === undefined || dataset === undefined || method === undefined || objectives === undefined)
    return undefined;
  if (plannedTrials === undefined || earlyTerminate === undefined) return undefined;
  const longest = endsOf('steps', recipe, parameters).most;
  tellIdleSettings({ fields, method, plannedTrials, parameters, earlyTerminate, pbt, longest, problems });

  const base = baseOf(recipe, parameters);
  const texts = constraints.map(({ text }) => text);
  if (problems.errorCount === 0) {
    const { hyperparameters, name } = recipe;
    const found = contradictionsOf(
      { recipe: name, dataset, folder, base, space, constraints: texts, hyperparameters },
      context.findContradictions,
    );
    for (const one of found.errors) {
      const { at, path } = whereSet(one.fields, fields, parameters);
      problems.error(at, path, one.message, one.suggestion);
    }
    for (const one of found.notes) {
      const { at, path } = whereSet(one.fields, fields, parameters);
      problems.warn(at, path, one.message, one.suggestion);
    }
  }
  const sweep = {
    ...options,
    ...(priority !== undefined && { priority }),
    name: options.name ?? `${recipe.name}-${method}`,
    recipe: recipe.name,
    dataset,
    method,
    ...objectives,
    space,
    constraints: texts,
    base,
    plannedTrials,
    repeats,
    ...(race !== undefined && { race }),
    ...(warmStart !== undefined && { warmStart }),
    earlyTerminate,
    pbt,
    checkpoint,
  };
  const pack = readPack(fields, { sweep, parameters, packOf: context.packOf, problems });
  return { ...sweep, ...(pack !== undefined && { pack }) };
}

function refuseUnknownKeys(fields: FieldReader, context: SweepFileContext, problems: ProblemList): void {
  for (const key of ignoredKeys) {
    const entry = fields.entry(key);
    if (entry) problems.warn(entry, key, `${key} is ignored: Seesaw trains its own recipes and starts no program.`);
  }
  const hyperparameters = new Set(context.catalog.recipes.flatMap((r) => r.hyperparameters.map((h) => h.name)));
  fields.refuseUnknown([...sweepKeys, ...ignoredKeys], (key) => {
    if (key === 'objective' || key === 'objectives') return 'One objective is metric, several are metrics.';
    return hyperparameters.has(key)
      ? `${key} is a hyperparameter: put it below parameters, as ${key}: {value: …}.`
      : undefined;
  });
}

/** Defaults with the file's constants on top, without what every trial varies. A seed only where the file sets one. */
function baseOf(recipe: RecipeEntry, { constants, space }: Parameters): Record<string, Scalar> {
  const base: Record<string, Scalar> = {};
  const varied = new Set(space.filter(({ when }) => when === undefined).map(({ name }) => name));
  for (const { name, default: standard } of recipe.hyperparameters) {
    if (varied.has(name) || (name === 'seed' && constants.seed === undefined)) continue;
    base[name] = constants[name] ?? standard;
  }
  return base;
}

/** A field that clashes is shown where the file sets it: below parameters, at the top level, or else at the start. */
function whereSet(
  clashing: readonly string[],
  fields: FieldReader,
  { places }: Parameters,
): { at: Place; path: string } {
  for (const name of clashing) {
    const parameter = places.get(name);
    if (parameter !== undefined) return { at: parameter.entry, path: parameter.path };
    const entry = fields.entry(name);
    if (entry !== undefined) return { at: entry, path: name };
  }
  return { at: fields.place, path: clashing[0] ?? '' };
}

function inOrder(problems: readonly SweepFileProblem[]): SweepFileProblem[] {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (sorted.length <= shownProblems) return sorted;
  const errorsFirst = [...sorted].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return errorsFirst.slice(0, shownProblems);
}
