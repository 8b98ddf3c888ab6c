import { rmSync } from 'node:fs';
import type { HomePaths } from './homePaths.ts';
import { isAlive } from './processIdentity.ts';
import { serviceNames } from './serviceNames.ts';
import { stopServiceProcess } from './serviceProcess.ts';
import { readState, supervisorLives } from './state.ts';
import { stopRules } from './stopRules.ts';

/**
 * Ends services whose supervisor died without stopping them, in the opposite order of starting, and forgets them.
 * Gives their names. Does nothing while a supervisor lives.
 */
export async function stopLeftovers(paths: HomePaths): Promise<string[]> {
  const state = readState(paths.state);
  if (state === undefined || supervisorLives(state)) return [];
  const stopped: string[] = [];
  for (const name of serviceNames.toReversed()) {
    const service = state.services[name];
    if (service?.pid === undefined || service.startMark === undefined) continue;
    const identity = { pid: service.pid, startMark: service.startMark };
    if (!isAlive(identity)) continue;
    await stopServiceProcess(identity, stopRules[name]);
    stopped.push(name);
  }
  rmSync(paths.state, { force: true });
  return stopped;
}
