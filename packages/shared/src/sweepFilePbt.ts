import type { RecipeEntry } from './catalog.ts';
import type { Pbt } from './earlyTerminate.ts';
import { pbtSettings } from './settings/searchSettings.ts';
import { settingIn } from './settings/setting.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';

/** A trial keeps these for life. */
const fixed = ['seed', 'steps'];

/** `pbt: {every_steps, quantile, factor, resample_probability}`, which belongs to `method: pbt`; null for other methods. */
export function readPbt(
  fields: FieldReader,
  { method, checkpointEvery, problems }: { method: string | undefined; checkpointEvery: number; problems: ProblemList },
): Pbt | null {
  const entry = fields.entry('pbt');
  if (method !== 'pbt') {
    if (entry && method !== undefined) {
      problems.error(entry, 'pbt', `pbt is set, but the method is ${method}.`, 'Write method: pbt, or remove pbt.');
    }
    return null;
  }
  const settings = fields.map('pbt', '{every_steps: 500}');
  settings?.refuseUnknown(['every_steps', 'quantile', 'factor', 'resample_probability']);
  const number = (key: string) => settings?.setting(settingIn(pbtSettings, key));
  const standard = sweepDefaults.pbt;
  return {
    everySteps: number('every_steps') ?? checkpointEvery,
    quantile: number('quantile') ?? standard.quantile,
    factor: number('factor') ?? standard.factor,
    resampleProbability: number('resample_probability') ?? standard.resampleProbability,
  };
}

/** Refuses what a trial cannot take over together with the checkpoint of another one. */
export function refuseUnfitForPbt(
  parameters: Parameters,
  recipe: RecipeEntry | undefined,
  problems: ProblemList,
): void {
  for (const { name } of parameters.space) {
    const structural = recipe?.hyperparameters.find((known) => known.name === name)?.structural === true;
    const place = parameters.places.get(name);
    if (place === undefined || (!structural && !fixed.includes(name))) continue;
    const why = structural
      ? 'a trial could not go on from the checkpoint of one with another value'
      : 'a trial keeps it for life';
    problems.error(place.entry, place.path, `method pbt cannot vary ${name}: ${why}.`, `Write ${name}: {value: …}.`);
  }
}
