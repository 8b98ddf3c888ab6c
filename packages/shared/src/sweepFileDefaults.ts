/** What a sweep file leaves out. */
export const sweepDefaults = {
  seed: 1,
  /** Trials beyond the free slots wait in the queue, so a number above them does no harm. */
  concurrency: 4,
  pool: 'default',
  priority: 3,
  retry: { maxAttempts: 3, from: 'checkpoint' },
  /** `everySteps` is a tenth of the (shortest) training. */
  checkpoint: { keep: 2 },
  /** Where the file says repeat_over: [seed] without a number. */
  repeats: 3,
  race: { confidence: 0.95 },
  /** `graceSteps` of median is a tenth of the (shortest) training. */
  earlyTerminate: { eta: 3, brackets: 3, minTrials: 5 },
  /** `everySteps` is that of the checkpoints. */
  pbt: { quantile: 0.25, factor: 1.2, resampleProbability: 0.25 },
} as const;

/** Keys of a W&B file that say how W&B starts a program; Seesaw needs none of them. */
export const ignoredKeys = [
  ...['program', 'command', 'project', 'entity', 'controller', 'job', 'image_uri', 'scheduler', 'apiVersion', 'kind'],
];

/** The top-level keys that mean something to Seesaw. */
export const sweepKeys = [
  'name',
  'description',
  'recipe',
  'dataset',
  'method',
  'metric',
  'metrics',
  'parameters',
  'constraints',
  'run_cap',
  'seed',
  'concurrency',
  'pack',
  'retry',
  'max_failed',
  'max_failed_rate',
  'max_hours',
  'checkpoint',
  'pool',
  'repeat_over',
  'repeats',
  'race',
  'warm_start',
  'early_terminate',
  'pbt',
  'priority',
] as const;

/** More trials than this in one sweep are a slip of the finger. */
export const maxRunCap = 1_000_000;
