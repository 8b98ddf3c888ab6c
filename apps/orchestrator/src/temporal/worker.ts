import type { OrchestratorActivities } from '@seesaw/shared/activities';
import { orchestratorQueue } from '@seesaw/shared/queues';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: WorkflowBundleOption;
  readonly activities: OrchestratorActivities;
}

/** Runs workflows and the orchestrator's short activities. */
export function createWorker({ connection, namespace, bundle, activities }: WorkerParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: orchestratorQueue,
    workflowBundle: bundle,
    // The worker takes them as a record of functions.
    activities: { ...activities },
    // Each adopted trial holds one awaitTrial; up to a thousand per sweep must not block the short ones.
    maxConcurrentActivityTaskExecutions: 3000,
    maxHeartbeatThrottleInterval: '5 seconds',
    shutdownGraceTime: '1 second',
  });
}
