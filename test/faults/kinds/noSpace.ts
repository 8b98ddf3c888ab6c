import { setTimeout as sleep } from 'node:timers/promises';
import { drawMs, type FaultKind } from '../storm/fault.ts';

/** The artifact store has no space left; somebody makes some later. */
export const noSpace: FaultKind = (random, { longestMs }) => {
  const forMs = drawMs(random, { from: 1_000, to: longestMs });
  return {
    what: `the artifact store has no space for ${forMs} ms`,
    async strike({ mlflow }) {
      mlflow.noSpace = true;
      await sleep(forMs);
      mlflow.noSpace = false;
    },
  };
};
