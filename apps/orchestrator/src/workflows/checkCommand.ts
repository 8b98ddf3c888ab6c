import type { SweepCommand } from '@seesaw/shared/workflows';
import { ApplicationFailure } from '@temporalio/workflow';

/** Refuses what no state could allow, before it enters the history. Whether the state allows it is decided in Postgres. */
export function checkCommand(command: SweepCommand): void {
  switch (command.kind) {
    case 'pause':
    case 'resume':
    case 'stop':
    case 'cancel':
    case 'retry':
    case 'cancel-trial':
    case 'extend':
    case 'skip-trial':
    case 'stop-trial':
    case 'order-trials':
    case 'add-trial':
      return;
    case 'set-concurrency':
      if (Number.isInteger(command.concurrency) && command.concurrency >= 1 && command.concurrency <= 1000) return;
      throw refusal(`concurrency must be a whole number from 1 to 1000, got ${String(command.concurrency)}`);
    case 'set-priority':
      if (Number.isInteger(command.priority) && command.priority >= 1 && command.priority <= 5) return;
      throw refusal(`priority must be a whole number from 1 (first) to 5 (last), got ${String(command.priority)}`);
    default: {
      const unknown: never = command;
      throw refusal(`Unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

function refusal(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'conflict');
}
