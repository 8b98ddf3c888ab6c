import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * From here on this process, and whatever it starts, runs on the last core alone: a setting for one thread does not keep a library
 * from working in others besides.
 * @returns false where the machine has no `taskset`
 */
export function stayOnOneCore(): boolean {
  const core = String(availableParallelism() - 1);
  return spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', core, String(process.pid)]).status === 0;
}
