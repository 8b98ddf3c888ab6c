import { execFileSync } from 'node:child_process';

/** The processes whose command line names this home (servers, supervisor), as lines of `ps`. */
export function processesOf(home: string): string[] {
  return execFileSync('ps', ['axo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(home) && !/^\s*\d+ Z/.test(line));
}
