import { readdir, readFile } from 'node:fs/promises';

/** Of Linux' /proc/<pid>/stat; 100 on every common machine. */
const ticksPerSecond = 100;

/**
 * Processor time of all processes of the server that this backend belongs to, in seconds since they started; null where /proc
 * does not tell. Backends that ended are not in it: compare while the same connections are open.
 */
export async function serverProcessorSeconds(backendPid: number): Promise<number | null> {
  try {
    const postmaster = (await statOf(String(backendPid))).parent;
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    // A process can end between being listed and being looked at.
    const all = await Promise.all(pids.map((pid) => statOf(pid).catch(() => undefined)));
    const own = all.filter((stat) => stat !== undefined && (stat.parent === postmaster || stat.pid === postmaster));
    return own.reduce((sum, stat) => sum + (stat?.seconds ?? 0), 0);
  } catch {
    return null;
  }
}

async function statOf(pid: string): Promise<{ pid: number; parent: number; seconds: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number(pid),
    parent: Number(fields[1]),
    seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

/** Of one process, in seconds since it started. */
export async function processorSecondsOf(pid: number): Promise<number> {
  return (await statOf(String(pid))).seconds;
}

/** Of this process, in seconds since it started. */
export function ownProcessorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
