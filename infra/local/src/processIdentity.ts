import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque start mark: clock ticks since boot on Linux, a date text elsewhere. */
  startMark: string;
}

/** The identity of a living process; undefined when it is gone or only a zombie nobody has reaped. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const startMark = platform() === 'linux' ? linuxStartMark(pid) : psStartMark(pid);
  return startMark === undefined ? undefined : { pid, startMark };
}

/** Whether exactly this process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startMark === identity.startMark;
}

/** The command line of a process, words separated by blanks; empty when it is gone. */
export function commandLineOf(pid: number): string {
  try {
    return platform() === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Sends a signal; false when the target is already gone. A negative number addresses a process group. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // Some systems answer EPERM for a group in which only zombies are left.
    if (code === 'ESRCH' || (code === 'EPERM' && pid < 0)) return false;
    throw cause;
  }
}

function linuxStartMark(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}

function psStartMark(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
