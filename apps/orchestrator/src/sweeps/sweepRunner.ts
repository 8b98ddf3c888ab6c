import { SeesawError } from '@seesaw/shared/errors';
import { orchestratorQueue, sweepWorkflowId } from '@seesaw/shared/queues';
import { type CommandAnswer, commandUpdateName, type SweepCommand } from '@seesaw/shared/workflows';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  type WorkflowClient,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { fromFailure } from '../activities/failures.ts';
import type { sweepWorkflow } from '../workflows/sweepWorkflow.ts';

/** The way from the API to the sweep workflows. */
export interface SweepRunner {
  /** Starts the sweep's workflow; harmless when it runs. Throws SeesawError('unavailable') while Temporal is away. */
  start(sweepId: string): Promise<void>;
  /** Applies a command, starting the workflow where it has ended. The same `updateId` is applied once. */
  command(sweepId: string, command: SweepCommand, updateId: string): Promise<CommandAnswer>;
  /** Version of the server. Rejects while Temporal is away. */
  ping(): Promise<string>;
}

/** A workflow that completes in the moment in which a command arrives: ask its successor. */
const commandTries = 4;

export function createSweepRunner(workflows: WorkflowClient): SweepRunner {
  const startOptions = (sweepId: string) => ({
    workflowId: sweepWorkflowId(sweepId),
    taskQueue: orchestratorQueue,
    args: [{ sweepId }] as [{ sweepId: string }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
  });

  return {
    async start(sweepId) {
      try {
        await workflows.start<typeof sweepWorkflow>('sweepWorkflow', startOptions(sweepId));
      } catch (error) {
        throw temporalError(error);
      }
    },
    async command(sweepId, command, updateId) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await workflows.executeUpdateWithStart<typeof sweepWorkflow, CommandAnswer, [SweepCommand]>(
            commandUpdateName,
            {
              args: [command],
              updateId,
              startWorkflowOperation: new WithStartWorkflowOperation<typeof sweepWorkflow>(
                'sweepWorkflow',
                startOptions(sweepId),
              ),
            },
          );
        } catch (error) {
          const named = fromFailure(error);
          if (named !== undefined) throw named;
          const cutOff = error instanceof WorkflowUpdateFailedError || isNotFound(error);
          if (!cutOff || tried === commandTries) throw temporalError(error);
        }
      }
    },
    async ping() {
      const { serverVersion } = await workflows.workflowService.getSystemInfo({});
      return serverVersion ?? '';
    },
  };
}

function isNotFound(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) && cause.code === 5;
}

function temporalError(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (isGrpcServiceError(cause) || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new SeesawError('unavailable', 'Temporal cannot be reached just now, so nothing was changed for sure.', {
      retryable: true,
      facts: { hint: 'Try again in a moment; `seesaw status` shows which service is away.' },
      cause: error,
    });
  }
  return error;
}
