import { readFileSync } from 'node:fs';

export interface MemoryWatch {
  /** Resident megabytes: at the start, the median of the last tenth, the most. */
  read(): { first: number; late: number; peak: number };
  stop(): void;
}

/** Samples the resident memory of a process (Linux). */
export function watchMemory(pid: number, everyMs = 1_000): MemoryWatch {
  const samples: number[] = [];
  const look = () => {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    samples.push((pages * 4096) / 2 ** 20);
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    read() {
      const late = samples.slice(-Math.ceil(samples.length / 10)).sort((a, b) => a - b);
      return {
        first: Math.round(samples[0] ?? 0),
        late: Math.round(late[late.length >> 1] ?? 0),
        peak: Math.round(Math.max(...samples)),
      };
    },
    stop: () => clearInterval(timer),
  };
}
