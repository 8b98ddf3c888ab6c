import type { ServiceName } from './serviceNames.ts';

/** How a service is asked to end, and how long it may take before it is killed. */
export interface StopRule {
  stopSignal: NodeJS.Signals;
  stopTimeoutMs: number;
}

export const stopRules: Record<ServiceName, StopRule> = {
  // "Fast" shutdown: ends connections and writes a checkpoint; SIGTERM would wait for the clients.
  postgres: { stopSignal: 'SIGINT', stopTimeoutMs: 30_000 },
  temporal: { stopSignal: 'SIGTERM', stopTimeoutMs: 15_000 },
  mlflow: { stopSignal: 'SIGTERM', stopTimeoutMs: 15_000 },
  orchestrator: { stopSignal: 'SIGTERM', stopTimeoutMs: 30_000 },
  // Running trials write a checkpoint first.
  trainer: { stopSignal: 'SIGTERM', stopTimeoutMs: 60_000 },
};
