import { signal } from '@seesaw/local/processIdentity';
import type { ProgramName, World } from './world.ts';

/** Which of several programs of a name is hit: the same draw hits the same one as long as as many run. */
export function pidOf(world: World, program: ProgramName, draw: number): number | undefined {
  const pids = world.pidsOf(program);
  return pids[Math.floor(draw * pids.length)];
}

/** Each service is a process group: MLflow answers from processes of its own, and they freeze and thaw together. */
export function signalWhole(program: ProgramName, pid: number, name: NodeJS.Signals): void {
  const isGroup = program === 'mlflow' || program === 'postgres' || program === 'temporal';
  signal(isGroup ? -pid : pid, name);
}
