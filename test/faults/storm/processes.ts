import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The processes of the slots of these trainers. */
export function trainingChildrenOf(trainers: readonly number[]): number[] {
  return processes()
    .filter(({ parent, command }) => trainers.includes(parent) && command.includes('child/main.ts'))
    .map(({ pid }) => pid)
    .sort((a, b) => a - b);
}

/** Whatever was started with this folder as its SEESAW_HOME and lives (Linux; elsewhere nobody can be asked). */
export function processesWithin(home: string): string[] {
  const ownEnvironment = `SEESAW_HOME=${home}\0`;
  return processes()
    .filter(({ pid, state }) => !state.startsWith('Z') && environmentOf(pid).includes(ownEnvironment))
    .map(({ pid, command }) => `${pid} ${command}`);
}

function processes(): { pid: number; parent: number; state: string; command: string }[] {
  const lines = execFileSync('ps', ['axo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), state: state!, command: command! }];
  });
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
