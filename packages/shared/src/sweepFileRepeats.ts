import type { ResolvedSweep } from './resolvedSweep.ts';
import { raceConfidence, repeats as repeatsSetting } from './settings/searchSettings.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import { type FieldReader, type ProblemList, showValue } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';

/** On how many training seeds each point is trained: 1 without `repeat_over`, which can only name seed. */
export function readRepeats(fields: FieldReader, parameters: Parameters, problems: ProblemList): number {
  const over = fields.entry('repeat_over');
  const repeats = fields.setting(repeatsSetting);
  if (over === undefined) return repeats ?? 1;
  const items = over.value.kind === 'list' ? over.value.items : [over.value];
  for (const item of items) {
    if (item.kind === 'scalar' && item.value === 'seed') continue;
    const message = `Trials can be repeated over seed only, not over ${showValue(item)}.`;
    problems.error(item, 'repeat_over', message, 'Write repeat_over: [seed]; vary everything else below parameters.');
  }
  if (items.length === 0) problems.error(over.value, 'repeat_over', 'repeat_over is empty.', 'Write [seed].');
  const seed = parameters.places.get('seed');
  if (seed !== undefined) {
    const message = 'seed is set below parameters, but repeat_over gives each repeat a seed of its own.';
    problems.error(seed.entry, seed.path, message, 'Remove seed here, or remove repeat_over.');
  }
  return repeats ?? sweepDefaults.repeats;
}

/** `race: false` or `race: {confidence}`; undefined where no repeats are to be stopped. */
export function readRace(fields: FieldReader, repeats: number, problems: ProblemList): ResolvedSweep['race'] {
  const entry = fields.entry('race');
  if (entry !== undefined && repeats === 1) {
    problems.warn(
      entry,
      'race',
      'race has no effect: points are not repeated.',
      'Add repeat_over: [seed], or remove race.',
    );
  }
  const isOff = entry?.value.kind === 'scalar' && entry.value.value === false;
  const race = isOff ? undefined : fields.map('race', '{confidence: 0.95}, or race: false');
  race?.refuseUnknown(['confidence']);
  const confidence = race?.setting(raceConfidence) ?? sweepDefaults.race.confidence;
  return repeats === 1 || isOff ? undefined : { confidence };
}
