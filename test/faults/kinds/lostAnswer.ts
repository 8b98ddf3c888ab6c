import type { FaultKind } from '../storm/fault.ts';

/** MLflow does what it is asked to (runs made, metrics logged, artifacts stored), and then seems to have failed. */
export const lostAnswer: FaultKind = (random) => {
  const count = 1 + Math.floor(random() * 4);
  return {
    what: `MLflow does ${count} writes without an answer`,
    async strike({ mlflow }) {
      mlflow.answersToLose = count;
    },
  };
};
