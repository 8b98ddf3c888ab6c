/** Temporal names, in one place. */
export const orchestratorQueue = 'seesaw-orchestrator';

/** All trainers of a pool poll this queue; a slot of any of them may take the segment. */
export function poolQueue(pool: string): string {
  return `seesaw-pool-${pool}`;
}

export function sweepWorkflowId(sweepId: string): string {
  return `sweep-${sweepId}`;
}

export function trialWorkflowId(sweepId: string, number: number): string {
  return `trial-${sweepId}-${String(number).padStart(4, '0')}`;
}
