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

/** Population based training begins and goes on with all of its trials: a later one would have missed generations. */
export function refusePopulation(sweep: SweepRecord): void {
  if (!sweep.definition.pbt) return;
  refuseBecause(
    sweep,
    'its trials are one population that is drawn at the start and judged together: one that came later would have missed generations',
    'clone it with another run_cap or other bounds, or train the population further: extend --steps',
  );
}

/** "1 trial", "3 trials". */
export function trialsInWords(count: number): string {
  return count === 1 ? '1 trial' : `${count} trials`;
}
