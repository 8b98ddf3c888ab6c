import { readFile } from 'node:fs/promises';

/** Where the kernel counts processes it killed for memory: cgroup v2, cgroup v1, whole machine. */
const COUNTERS = ['/sys/fs/cgroup/memory.events', '/sys/fs/cgroup/memory/memory.oom_control', '/proc/vmstat'] as const;

/**
 * How often the kernel killed for lack of memory so far, or null where it does not say. A rise around the death of a
 * child tells a kill by the kernel from one by a person: both are a SIGKILL.
 */
export async function countOomKills(): Promise<number | null> {
  const counts = await Promise.all(COUNTERS.map(readCount));
  return counts.reduce((sum, count) => (count === null ? sum : (sum ?? 0) + count), null);
}

async function readCount(file: string): Promise<number | null> {
  try {
    return oomKillsIn(await readFile(file, 'utf8'));
  } catch {
    // Not this kind of machine.
    return null;
  }
}

/** The number on the line `oom_kill <n>`. */
export function oomKillsIn(text: string): number | null {
  const line = /^oom_kill (\d+)$/m.exec(text);
  return line === null ? null : Number(line[1]);
}
