import type { EarlyTerminate } from '../earlyTerminate.ts';
import { sweepDefaults } from '../sweepFileDefaults.ts';
import { mostSteps, type Setting, type SettingSection } from './setting.ts';

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
