import { sweepDefaults } from '../sweepFileDefaults.ts';
import { mostSteps, type NumberSetting, type Setting } from './setting.ts';

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
