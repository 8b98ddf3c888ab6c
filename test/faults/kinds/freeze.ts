import { setTimeout as sleep } from 'node:timers/promises';
import { drawMs, type FaultKind, pick } from '../storm/fault.ts';
import { pidOf, signalWhole } from '../storm/signalProgram.ts';
import type { ProgramName } from '../storm/world.ts';

/** SIGSTOP, and SIGCONT later: the program believes that no time has passed, while everybody else gave it up. */
export function freeze(...programs: readonly ProgramName[]): FaultKind {
  return (random, { longestMs }) => {
    const program = pick(random, programs);
    const which = random();
    const forMs = drawMs(random, { from: 1_000, to: longestMs });
    return {
      what: `the ${program} is frozen for ${forMs} ms`,
      async strike(world) {
        const pid = pidOf(world, program, which);
        if (pid === undefined) return;
        signalWhole(program, pid, 'SIGSTOP');
        await sleep(forMs);
        signalWhole(program, pid, 'SIGCONT');
      },
    };
  };
}
