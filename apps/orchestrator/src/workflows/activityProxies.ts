import type { OrchestratorActivities, TrainerActivities } from '@seesaw/shared/activities';
import { orchestratorQueue, poolQueue } from '@seesaw/shared/queues';
import type { Priority } from '@temporalio/common';
import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';

/** Short transactions: repeated until Postgres answers, because each is idempotent. */
export const orchestratorActivities = proxyActivities<Omit<OrchestratorActivities, 'awaitTrial'>>({
  taskQueue: orchestratorQueue,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

/** Lasts as long as the trial it waits for. */
export const { awaitTrial } = proxyActivities<Pick<OrchestratorActivities, 'awaitTrial'>>({
  taskQueue: orchestratorQueue,
  startToCloseTimeout: '365 days',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

/**
 * No schedule-to-start time-out: a segment waits for a free lane as long as it takes. One Temporal attempt: the workflow
 * decides about the next, so that each is an attempt in Postgres with its reason. `priority` orders those that wait.
 */
export function trainerActivities(pool: string, priority?: Priority): TrainerActivities {
  return proxyActivities<TrainerActivities>({
    taskQueue: poolQueue(pool),
    ...(priority !== undefined && { priority }),
    startToCloseTimeout: '365 days',
    heartbeatTimeout: '15 seconds',
    retry: { maximumAttempts: 1 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
}
