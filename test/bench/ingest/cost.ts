/** Milliseconds by the clock, and of the processor time of this process: all its threads. */
export interface Cost {
  readonly clockMs: number;
  readonly processorMs: number;
}

export const nothing: Cost = { clockMs: 0, processorMs: 0 };

/** Since any moment: differences count. */
export function spentSoFar(): Cost {
  const { user, system } = process.cpuUsage();
  return { clockMs: performance.now(), processorMs: (user + system) / 1000 };
}

export function plus(a: Cost, b: Cost): Cost {
  return { clockMs: a.clockMs + b.clockMs, processorMs: a.processorMs + b.processorMs };
}

export function less(a: Cost, b: Cost): Cost {
  return { clockMs: a.clockMs - b.clockMs, processorMs: a.processorMs - b.processorMs };
}
