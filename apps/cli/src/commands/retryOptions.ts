import type { CommandBody } from '@seesaw/shared/api';
import { type Command, Option } from 'commander';
import { poolName } from './poolName.ts';
import { wholeNumber } from './wholeNumber.ts';

export interface RetryOptions {
  readonly from: 'checkpoint' | 'scratch';
  readonly pool?: string;
  readonly checkpointEvery?: number;
  readonly checkpointKeep?: number;
  readonly maxAttempts?: number;
}

/** The upper limits are the server's. */
const count = wholeNumber({ min: 1 });

/** Where a retry starts, and what it may change: nothing that the search varies. */
export function addRetryOptions(command: Command): Command {
  return command
    .addOption(new Option('--from <start>', 'where to start').choices(['checkpoint', 'scratch']).default('checkpoint'))
    .option('--pool <pool>', 'run them on the trainers of this pool', poolName)
    .option('--checkpoint-every <steps>', 'write a checkpoint every so many steps', count)
    .option('--checkpoint-keep <count>', 'keep so many of the newest checkpoints', count)
    .option('--max-attempts <count>', 'give up after so many failures in a row', count);
}

export function retryBody(options: RetryOptions): Extract<CommandBody, { kind: 'retry' }> {
  const { from, pool, maxAttempts, checkpointEvery: everySteps, checkpointKeep: keep } = options;
  const checkpoint = everySteps === undefined && keep === undefined ? undefined : { everySteps, keep };
  const changed = pool !== undefined || maxAttempts !== undefined || checkpoint !== undefined;
  return { kind: 'retry', from, ...(changed && { settings: { pool, maxAttempts, checkpoint } }) };
}
