import type { SearchMethod } from '../searchSpace.ts';
import { maxRunCap, sweepDefaults } from '../sweepFileDefaults.ts';
import { mostSteps, type NumberSetting, type Setting } from './setting.ts';

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
