import type { CommandBody } from '@seesaw/shared/api';
import { type Command, InvalidArgumentError, Option } from 'commander';

export interface RetryOptions {
  readonly from: 'checkpoint' | 'scratch';
  readonly pool?: string;
  readonly checkpointEvery?: number;
  readonly checkpointKeep?: number;
  readonly maxAttempts?: number;
}

/** Where a retry starts, and what it may change: nothing that the search varies. */
export function addRetryOptions(command: Command): Command {
  return command
    .addOption(new Option('--from <start>', 'where to start').choices(['checkpoint', 'scratch']).default('checkpoint'))
    .option('--pool <pool>', 'run them on the trainers of this pool')
    .option('--checkpoint-every <steps>', 'write a checkpoint every so many steps', wholeNumber)
    .option('--checkpoint-keep <count>', 'keep so many of the newest checkpoints', wholeNumber)
    .option('--max-attempts <count>', 'give up after so many failures in a row', wholeNumber);
}

export function retryBody(options: RetryOptions): Extract<CommandBody, { kind: 'retry' }> {
  const { from, pool, maxAttempts, checkpointEvery: everySteps, checkpointKeep: keep } = options;
  const checkpoint = everySteps === undefined && keep === undefined ? undefined : { everySteps, keep };
  const changed = pool !== undefined || maxAttempts !== undefined || checkpoint !== undefined;
  return { kind: 'retry', from, ...(changed && { settings: { pool, maxAttempts, checkpoint } }) };
}

/** From 1; the upper limit is the server's. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('expected a whole number above 0');
  return Number(text);
}
