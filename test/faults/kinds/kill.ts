import { signal } from '@seesaw/local/processIdentity';
import { type FaultKind, pick } from '../storm/fault.ts';
import { pidOf } from '../storm/signalProgram.ts';
import type { ProgramName } from '../storm/world.ts';

/** SIGKILL: no word of farewell, nothing flushed. Whoever keeps the program starts it again. */
export function kill(...programs: readonly ProgramName[]): FaultKind {
  return (random) => {
    const program = pick(random, programs);
    const which = random();
    return {
      what: `kill -9 of the ${program}`,
      async strike(world) {
        const pid = pidOf(world, program, which);
        if (pid !== undefined) signal(pid, 'SIGKILL');
      },
    };
  };
}
