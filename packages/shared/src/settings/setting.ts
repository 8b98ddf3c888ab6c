import type { Scalar } from '../hyperparameter.ts';

/**
 * The settings of a sweep file as data: what the parser reads by, what the JSON Schema tells editors, and what the dashboard
 * makes its form of. Without zod, which the page's content security policy refuses.
 */
export type Setting = NumberSetting | ChoiceSetting | TextSetting;

interface SettingText {
  /** As in the file, below its section. */
  readonly key: string;
  /** Of the number, in the plural; '' where it has none. */
  readonly unit: string;
  /** One sentence: what it does, or why one would set it. */
  readonly why: string;
  /** Where the default is no fixed value. */
  readonly defaultInWords?: string;
  /** The section means nothing without it. */
  readonly isNeeded?: true;
}

export interface NumberSetting extends SettingText {
  readonly kind: 'int' | 'float';
  readonly min?: number;
  readonly max?: number;
  /** The least value itself is too small. */
  readonly isAboveMin?: true;
  readonly default?: number;
  /** A word that may stand in its place. */
  readonly orWord?: string;
  /** Where a form begins with a needed one, as a share of the training's steps. */
  readonly startShare?: number;
}

interface ChoiceSetting extends SettingText {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
}

interface TextSetting extends SettingText {
  readonly kind: 'text';
  /** `metric`: one of those that the recipe reports. */
  readonly of: 'pool' | 'metric';
  readonly default?: string;
}

/** A rule of `early_terminate`, or what belongs to one method. */
export interface SettingSection {
  readonly why: string;
  readonly settings: readonly Setting[];
}

/** More steps than any training has. */
export const mostSteps = 10_000_000;

/** The setting of that key; one that is not there is a slip in the code. */
export function settingIn(settings: readonly Setting[], key: string): Setting {
  const found = settings.find((setting) => setting.key === key);
  if (found === undefined) throw new Error(`There is no setting ${key}.`);
  return found;
}

/** `expected …` for a value that does not fit, undefined for one that does. What it means beside other keys is the parser's. */
export function settingMisfit(setting: Setting, value: Scalar): string | undefined {
  switch (setting.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : 'expected text';
    case 'choice':
      return setting.choices.some((choice) => choice === value)
        ? undefined
        : `expected ${setting.choices.join(' or ')}`;
    default: {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isAboveMin } = setting;
      if (setting.orWord !== undefined && value === setting.orWord) return undefined;
      const isNumber = typeof value === 'number' && Number.isFinite(value);
      const isInside = isNumber && value <= max && (isAboveMin ? value > min : value >= min);
      const isWhole = setting.kind !== 'int' || Number.isInteger(value);
      return isInside && isWhole ? undefined : `expected ${rangeInWords(setting)}`;
    }
  }
}

/** "a whole number from 1 to 100", "a number above 0 and at most 0.5", "auto or a whole number from 1 to 32". */
export function rangeInWords({ kind, min, max, isAboveMin, orWord }: NumberSetting): string {
  const number = kind === 'int' ? 'a whole number' : 'a number';
  const noun = orWord === undefined ? number : `${orWord} or ${number}`;
  if (min === undefined) return noun;
  if (max === undefined) return `${noun}, ${isAboveMin ? `above ${min}` : `${min} or more`}`;
  return isAboveMin ? `${noun} above ${min} and at most ${max}` : `${noun} from ${min} to ${max}`;
}
