import type { EarlyTerminate } from './earlyTerminate.ts';
import type { Scalar } from './hyperparameter.ts';
import type { SearchMethod } from './searchSpace.ts';
import { maxRunCap, sweepDefaults } from './sweepFileDefaults.ts';

/**
 * The settings of a sweep file as data: what the JSON Schema tells editors, and what the dashboard makes its form of. Without
 * zod, which the page's content security policy refuses.
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

const mostSteps = 10_000_000;

/** When one takes which method. */
export const methodReasons: Readonly<Record<SearchMethod, string>> = {
  grid: 'Every combination of the listed values; ends by itself.',
  random: 'Each parameter by itself: a baseline, good for very many trials at once.',
  sobol: 'Fills the space evenly: an overview, or a start for a map.',
  tpe: 'Learns from results: many trials, many choices, parameters with conditions, several objectives.',
  gp: 'Learns most from few results: up to some 200 trials that are dear.',
  cmaes: 'Learns a direction: several hundred trials, mostly numbers, valleys that bend.',
  nsga2: 'Breeds from the best: several objectives and several hundred trials.',
  bayes: 'gp or tpe, whichever suits the space and the number of results.',
  pbt: 'Trains a population: the worst go on from checkpoints of the best, with changed hyperparameters.',
};

export const runCap: Setting = {
  kind: 'int',
  key: 'run_cap',
  unit: 'trials',
  min: 1,
  max: maxRunCap,
  defaultInWords: 'the whole grid; every other method needs it',
  why: 'How many trials the sweep has.',
};

export const searchSeed: Setting = {
  kind: 'int',
  key: 'seed',
  unit: '',
  min: 0,
  max: 4_294_967_295,
  default: sweepDefaults.seed,
  why: 'Same seed, same trials.',
};

export const metricTarget: Setting = {
  kind: 'float',
  key: 'target',
  unit: '',
  defaultInWords: 'none',
  why: 'A trial that ends with this value of the objective, or a better one, stops the sweep.',
};

export const repeats: Setting = {
  kind: 'int',
  key: 'repeats',
  unit: 'trainings',
  min: 1,
  max: 100,
  default: 1,
  why: `Each point is trained on so many seeds, and search sees their mean; ${sweepDefaults.repeats} where only repeat_over is set.`,
};

export const raceConfidence: NumberSetting = {
  kind: 'float',
  key: 'confidence',
  unit: '',
  min: 0.5,
  isAboveMin: true,
  max: 0.9999,
  default: sweepDefaults.race.confidence,
  why: 'Remaining repeats of a point are skipped once it is so surely worse than the best complete one.',
};

/** Of the file itself: how fast it runs, where, and when it gives up. */
export const runningSettings: readonly Setting[] = [
  {
    kind: 'int',
    key: 'concurrency',
    unit: 'trials',
    min: 1,
    max: 1000,
    default: sweepDefaults.concurrency,
    why: 'Trials at once; those beyond the free slots wait.',
  },
  {
    kind: 'int',
    key: 'priority',
    unit: '',
    min: 1,
    max: 5,
    default: sweepDefaults.priority,
    why: '1 is served first, 5 last; equal ones share the slots of their pool.',
  },
  { kind: 'text', of: 'pool', key: 'pool', unit: '', default: sweepDefaults.pool, why: 'Which trainers work on it.' },
  {
    kind: 'float',
    key: 'max_hours',
    unit: 'hours',
    min: 0,
    isAboveMin: true,
    max: 8760,
    defaultInWords: 'no limit',
    why: 'After so long the sweep starts no more trials.',
  },
  {
    kind: 'int',
    key: 'max_failed',
    unit: 'trials',
    min: 1,
    max: maxRunCap,
    defaultInWords: 'never',
    why: 'With so many failed trials the sweep itself fails.',
  },
  {
    kind: 'float',
    key: 'max_failed_rate',
    unit: '',
    min: 0,
    isAboveMin: true,
    max: 1,
    defaultInWords: 'never',
    why: 'With this share of failed among ended trials, from ten ended ones on, the sweep itself fails.',
  },
];

export const retrySettings: readonly Setting[] = [
  {
    kind: 'int',
    key: 'max_attempts',
    unit: 'attempts',
    min: 1,
    max: 100,
    default: sweepDefaults.retry.maxAttempts,
    why: 'How often a trial whose trainer fails is started in all.',
  },
  {
    kind: 'choice',
    key: 'from',
    unit: '',
    choices: ['checkpoint', 'scratch'],
    default: sweepDefaults.retry.from,
    why: 'Where the next attempt begins.',
  },
];

export const checkpointEvery: Setting = {
  kind: 'int',
  key: 'every_steps',
  unit: 'steps',
  min: 1,
  max: mostSteps,
  defaultInWords: 'a tenth of the training',
  why: 'How often the state is saved: what a killed trial has to do again at most.',
};

/** `checkpoint.keep` as a number. */
export const keepNewest: NumberSetting = {
  kind: 'int',
  key: 'keep',
  unit: 'checkpoints',
  min: 1,
  max: 1000,
  default: sweepDefaults.checkpoint.keep,
  why: 'So many of the newest of each trial stay.',
};

/** `checkpoint.keep` as a list of rules, those of them that hold a number. */
export const keepRules: readonly NumberSetting[] = [
  {
    kind: 'int',
    key: 'every',
    unit: 'steps',
    min: 1,
    max: mostSteps,
    defaultInWords: 'none',
    why: 'Those at multiples of so many steps stay.',
  },
  {
    kind: 'int',
    key: 'top_k',
    unit: 'trials',
    min: 1,
    max: 1_000_000,
    defaultInWords: 'all',
    why: 'In the end only so many of the best trials keep any.',
  },
];

export const pbtSettings: readonly Setting[] = [
  {
    kind: 'int',
    key: 'every_steps',
    unit: 'steps',
    min: 1,
    max: mostSteps,
    defaultInWords: 'that of the checkpoints',
    why: 'Length of a generation: rarer means that more of each training is seen before it is judged.',
  },
  {
    kind: 'float',
    key: 'quantile',
    unit: '',
    min: 0,
    isAboveMin: true,
    max: 0.5,
    default: sweepDefaults.pbt.quantile,
    why: 'Share of the population that is replaced each time, and share that is copied.',
  },
  {
    kind: 'float',
    key: 'factor',
    unit: '',
    min: 1,
    isAboveMin: true,
    max: 10,
    default: sweepDefaults.pbt.factor,
    why: 'A copied number is multiplied or divided by it.',
  },
  {
    kind: 'float',
    key: 'resample_probability',
    unit: '',
    min: 0,
    max: 1,
    default: sweepDefaults.pbt.resampleProbability,
    why: 'Chance that a value is drawn anew instead: keeps the population from becoming alike.',
  },
];

const steps = { kind: 'int', unit: 'steps', min: 1, max: mostSteps } as const;
const firstRung: Setting = {
  ...steps,
  key: 'min_steps',
  isNeeded: true,
  startShare: 1 / 27,
  why: 'The first rung: no trial is judged before it.',
};
const lastRung: Setting = {
  ...steps,
  key: 'max_steps',
  defaultInWords: 'the whole training',
  why: 'No rung lies beyond this step.',
};
const eta: Setting = {
  kind: 'float',
  key: 'eta',
  unit: '',
  min: 1.1,
  max: 100,
  default: sweepDefaults.earlyTerminate.eta,
  why: 'One in so many goes on at each rung, and rungs lie so many times as far apart from one to the next.',
};

/** `early_terminate`: the rules by name. */
export const stopRules: Readonly<Record<EarlyTerminate['type'], SettingSection>> = {
  asha: {
    why: 'At each rung only the best go on: most of the time is spent on promising trials.',
    settings: [
      firstRung,
      eta,
      {
        kind: 'choice',
        key: 'mode',
        unit: '',
        choices: ['stop', 'promote'],
        default: 'stop',
        why: 'stop decides at once; promote lets a trial wait at its rung, without a place, until enough others are there.',
      },
      lastRung,
    ],
  },
  hyperband: {
    why: 'As asha, in several brackets that begin to judge at different steps: safer where early values mislead.',
    settings: [
      firstRung,
      eta,
      {
        kind: 'int',
        key: 'brackets',
        unit: '',
        min: 1,
        max: 20,
        default: sweepDefaults.earlyTerminate.brackets,
        why: 'Trials take turns in so many brackets, each of which judges eta times later than the one before.',
      },
      lastRung,
    ],
  },
  median: {
    why: 'A trial ends when its best value is worse than the median of the others at the same step.',
    settings: [
      {
        ...steps,
        key: 'grace_steps',
        min: 0,
        defaultInWords: 'a tenth of the training',
        why: 'No trial ends before this step.',
      },
      {
        kind: 'int',
        key: 'min_trials',
        unit: 'trials',
        min: 1,
        max: 10_000,
        default: sweepDefaults.earlyTerminate.minTrials,
        why: 'So many others must have reached the step.',
      },
    ],
  },
  threshold: {
    why: 'A trial ends when a metric lies beyond a limit: it has diverged, or is good enough.',
    settings: [
      {
        kind: 'text',
        of: 'metric',
        key: 'metric',
        unit: '',
        defaultInWords: 'the objective',
        why: 'What is looked at.',
      },
      { kind: 'float', key: 'above', unit: '', defaultInWords: 'no limit', why: 'A larger value ends the trial.' },
      { kind: 'float', key: 'below', unit: '', defaultInWords: 'no limit', why: 'A smaller value ends the trial.' },
      { ...steps, key: 'at_step', min: 0, default: 0, why: 'From this step on.' },
    ],
  },
  patience: {
    why: 'A trial ends when its objective has not become better for a while.',
    settings: [
      { ...steps, key: 'steps', isNeeded: true, startShare: 1 / 4, why: 'How long it may go without becoming better.' },
      {
        kind: 'float',
        key: 'min_delta',
        unit: '',
        min: 0,
        default: 0,
        why: 'Only a change by more than this counts as better.',
      },
    ],
  },
};

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
      const isInside = typeof value === 'number' && value <= max && (isAboveMin ? value > min : value >= min);
      const isWhole = setting.kind !== 'int' || Number.isInteger(value);
      return isInside && isWhole ? undefined : `expected ${rangeInWords(setting)}`;
    }
  }
}

/** "a whole number from 1 to 100", "a number above 0, at most 0.5". */
export function rangeInWords({ kind, min, max, isAboveMin }: NumberSetting): string {
  const noun = kind === 'int' ? 'a whole number' : 'a number';
  if (min === undefined) return noun;
  if (max === undefined) return `${noun}, ${isAboveMin ? `above ${min}` : `${min} or more`}`;
  return isAboveMin ? `${noun} above ${min}, at most ${max}` : `${noun} from ${min} to ${max}`;
}
