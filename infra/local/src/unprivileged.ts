import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that a server runs under when we are root and the server refuses to. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Undefined when we are not root: then servers simply run as ourselves. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return accountNamed('postgres') ?? accountNamed('seesaw') ?? createAccount() ?? accountNamed('nobody');
}

/** Whether every folder on the way to `path` (itself included) may be entered by everyone. */
export function isTraversableByAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && (stats.mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** Lets other accounts pass through a folder of ours (not list it); private temporary folders are closed even to that. */
export function openForPassing(folder: string): void {
  const { mode, uid } = statSync(folder);
  if (uid === process.getuid?.() && (mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011);
}

function accountNamed(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

function createAccount(): Account | undefined {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'seesaw'], {
      stdio: 'ignore',
    });
  } catch {
    // Minimal images have no useradd; `nobody` serves as well.
    return undefined;
  }
  return accountNamed('seesaw');
}
