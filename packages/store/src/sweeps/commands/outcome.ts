import { SeesawError } from '@seesaw/shared/errors';
import type { CommandAnswer } from '@seesaw/shared/workflows';
import type { SweepRecord } from '../../tables/sweepTables.ts';

/** What a command did; becomes the stored answer. */
export type Outcome = Omit<CommandAnswer, 'sweepId'>;

export function refuse(sweep: SweepRecord, command: string, hint: string): never {
  throw new SeesawError('conflict', `Sweep ${sweep.name} is ${sweep.state}: it cannot be ${command} now`, {
    facts: { sweepId: sweep.id, hint },
  });
}

/** What was asked cannot be done, whatever the state. */
export function refuseBecause(sweep: SweepRecord, why: string, hint: string): never {
  throw new SeesawError('conflict', `Sweep ${sweep.name}: ${why}`, { facts: { sweepId: sweep.id, hint } });
}

/** "1 trial", "3 trials". */
export function trialsInWords(count: number): string {
  return count === 1 ? '1 trial' : `${count} trials`;
}
