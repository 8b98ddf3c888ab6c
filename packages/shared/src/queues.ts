/** Temporal names, in one place. */
export const orchestratorQueue = 'seesaw-orchestrator';

/** All trainers of a pool poll this queue; a slot of any of them may take the segment. */
export function poolQueue(pool: string): string {
  return `seesaw-pool-${pool}`;
}

/** By name: trainers whose slots have more memory than those of `pool`. Trials that did not fit go there. */
export function largerPool(pool: string): string {
  return `${pool}-large`;
}

export function sweepWorkflowId(sweepId: string): string {
  return `sweep-${sweepId}`;
}

export function trialWorkflowId(sweepId: string, number: number): string {
  return `trial-${sweepId}-${String(number).padStart(4, '0')}`;
}
