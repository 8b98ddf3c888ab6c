import type { TrialConfig } from './trialConfig.ts';

/** `manifest.json` beside `state.safetensors`. Everything needed to continue bit for bit, and to know when one can't. */
export interface CheckpointManifest {
  readonly schemaVersion: 1;
  readonly trialId: number;
  readonly attempt: number;
  readonly step: number;
  readonly config: TrialConfig;
  /** SHA-256 (hex) of `state.safetensors`: keys sorted; no time, host or attempt inside. */
  readonly stateSha: string;
  readonly bytes: number;
  readonly execution: {
    readonly mode: 'eager' | 'graph' | 'xla';
    readonly device: 'cpu' | 'cuda';
    readonly threads: number;
    readonly library: string;
  };
  readonly codeVersion: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/** `global_step_<n>` below `checkpoints/`. */
export function checkpointFolder(step: number): string {
  return `global_step_${step}`;
}
