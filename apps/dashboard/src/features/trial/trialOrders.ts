import type { TrialState } from '@seesaw/shared/trialState';

export interface TrialOrderWords {
  readonly name: string;
  readonly kind: 'stop-trial' | 'cancel-trial' | 'skip-trial';
  /** What ends, what goes on, what is kept. */
  readonly words: string;
}

const stop: TrialOrderWords = {
  name: 'Stop',
  kind: 'stop-trial',
  words:
    'It writes a checkpoint and ends as stopped early: what it reached counts as its result, and an extension can take it further. The sweep goes on with the others.',
};
const cancel: TrialOrderWords = {
  name: 'Cancel',
  kind: 'cancel-trial',
  words:
    'It ends at once; the sweep goes on with the others. Its metrics, samples and checkpoints are kept, and it can be retried from its last checkpoint.',
};
const skip: TrialOrderWords = {
  name: 'Skip',
  kind: 'skip-trial',
  words: 'It never begins, for good; the sweep goes on with the others.',
};

/** What can be done to a trial in this state; the sweep decides again when it hears of it. */
export function ordersFor(state: TrialState): readonly TrialOrderWords[] {
  switch (state) {
    case 'running':
    case 'waiting':
      return [stop, cancel];
    case 'pending':
      return [skip, cancel];
    case 'paused':
      return [cancel];
    default:
      return [];
  }
}
