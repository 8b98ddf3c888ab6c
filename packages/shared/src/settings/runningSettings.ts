import { mostLanes } from '../lanes.ts';
import { maxRunCap, sweepDefaults } from '../sweepFileDefaults.ts';
import type { NumberSetting, Setting } from './setting.ts';

export const packSetting: NumberSetting = {
  kind: 'int',
  key: 'pack',
  unit: 'lanes',
  min: 1,
  max: mostLanes,
  orWord: 'auto',
  defaultInWords: 'each trial alone',
  why: 'So many trials train in one program on one slot, where they differ only in what it is fed.',
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
  packSetting,
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
