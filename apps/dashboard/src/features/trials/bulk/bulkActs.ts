import type { CommandBody } from '@seesaw/shared/api';
import type { TrialOrder } from '@seesaw/shared/selection';
import type { ChosenTrials } from './chosenTrials.ts';

export interface BulkAct {
  readonly name: string;
  /** What keeps running and what is kept. */
  readonly words: string;
  readonly isRetry?: true;
  readonly isDanger?: true;
  readonly body: (chosen: ChosenTrials, from: 'checkpoint' | 'scratch') => CommandBody;
}

export const bulkActs: readonly BulkAct[] = [
  {
    name: 'Retry',
    words: 'Failed, cancelled and diverged ones run again, as their next attempt; the others are left as they are.',
    isRetry: true,
    body: (chosen, from) => ({ kind: 'retry', from, ...parts(chosen) }),
  },
  {
    name: 'Stop',
    words:
      'Running ones write a checkpoint and end as stopped early: what they reached counts as their result, and they can be extended later. The rest of the sweep goes on.',
    body: order('stop'),
  },
  {
    name: 'Cancel',
    words:
      'Running ones are interrupted, waiting ones never run. Metrics, samples and checkpoints are kept, and a retry brings them back. The rest of the sweep goes on.',
    isDanger: true,
    body: order('cancel'),
  },
  {
    name: 'Skip',
    words: 'Those that have not begun never do, for good. Those that have are left as they are.',
    isDanger: true,
    body: order('skip'),
  },
];

function order(which: TrialOrder): BulkAct['body'] {
  return (chosen) => ({ kind: 'order-trials', order: which, ...parts(chosen) });
}

/** Lists that a request may hold. */
function parts(chosen: ChosenTrials) {
  return 'numbers' in chosen ? { numbers: [...chosen.numbers] } : { where: chosen.where };
}
