import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc (USER_HZ), the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Processor seconds that a service and everything it started have used so far (Linux): unlike wall time, hardly touched by
 * what else the machine does. Each service is a process group of its own; the backends of Postgres leave it, but stay children.
 */
export function cpuSecondsOfGroup(group: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (fields !== undefined && (Number(fields[2]) === group || Number(fields[1]) === group)) {
      // utime, stime, and those of children that have ended.
      ticks += Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
    }
  }
  return ticks / ticksPerSecond;
}

/** The fields after the program's name, which may hold blanks; undefined when the process has just ended. */
function statOf(pid: string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
