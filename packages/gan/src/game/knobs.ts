import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

export function numberIn(config: TrialConfig, name: string): number {
  const value = config.values[name];
  if (typeof value === 'number') return value;
  throw new SeesawError('invalid-sweep', `The configuration has no number ${name} (recipe ${config.recipe}).`);
}

/**
 * A hyperparameter that recipes did not always have. A trial made before goes on as it began: `without` is what its game
 * was like, whatever the default is today.
 */
export function addedNumber(config: TrialConfig, name: string, without: number): number {
  return config.values[name] === undefined ? without : numberIn(config, name);
}

/** The same for a text. */
export function addedText(config: TrialConfig, name: string, without: string): string {
  return String(config.values[name] ?? without);
}

/** The same for one of a few texts. */
export function addedChoice<T extends string>(config: TrialConfig, name: string, without: T, known: readonly T[]): T {
  const given = addedText(config, name, without);
  const found = known.find((candidate) => candidate === given);
  if (found !== undefined) return found;
  throw new SeesawError('invalid-sweep', `Unknown ${name} ${given}: expected one of ${known.join(', ')}.`);
}
