import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';

/** Four ring trials; nothing here is trained. */
export const testSweep: ResolvedSweep = {
  name: 'test',
  description: '',
  recipe: 'ring-mlp',
  dataset: 'ring',
  method: 'grid',
  metric: { name: 'eval/score', goal: 'minimize' },
  seed: 1,
  space: [{ name: 'lr_ratio', dimension: { kind: 'choice', values: [0.5, 1, 2, 4] } }],
  constraints: [],
  base: { loss: 'nonsaturating', steps: 100 },
  plannedTrials: 4,
  repeats: 1,
  concurrency: 2,
  pool: 'default',
  retry: { maxAttempts: 3, from: 'checkpoint' },
  maxFailed: null,
  maxFailedRate: null,
  maxHours: null,
  earlyTerminate: null,
  pbt: null,
  checkpoint: { everySteps: 10, keep: 2 },
};
