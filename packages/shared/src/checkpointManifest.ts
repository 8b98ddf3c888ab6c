import { SeesawError } from './errors.ts';
import type { ExecutionMode } from './executionMode.ts';
import type { HealthHistory } from './health.ts';
import type { TrialConfig } from './trialConfig.ts';

/** What is written. A checkpoint of another version is refused, not guessed at. */
export const checkpointSchemaVersion = 1;

/** `manifest.json` beside `state.safetensors`. Everything needed to continue bit for bit, and to know when one can't. */
export interface CheckpointManifest {
  readonly schemaVersion: typeof checkpointSchemaVersion;
  readonly trialId: number;
  readonly attempt: number;
  readonly step: number;
  readonly config: TrialConfig;
  /** What G makes. Absent in checkpoints of before it was written. */
  readonly sample?: SampleShape;
  /** SHA-256 (hex) of `state.safetensors`: keys sorted; no time, host or attempt inside. */
  readonly stateSha: string;
  readonly bytes: number;
  readonly execution: {
    /** The one that was really used: what cannot be compiled runs operation by operation. */
    readonly mode: ExecutionMode;
    /** How many trials its program had places for; absent = 1. */
    readonly lanes?: number;
    readonly device: 'cpu' | 'cuda';
    readonly threads: number;
    readonly library: string;
  };
  readonly codeVersion: string;
  /** Which samples the data set gives for a seed and a step (`dataVersion.ts` of the game). Absent in checkpoints of before it was written, whose is 1. */
  readonly dataVersion?: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** What verdicts remember; in the file alone, not in the row. No part of `stateSha`. Absent in checkpoints of before it was written. */
  readonly health?: HealthHistory;
}

/** What a sample is, generated or real: enough to run a player and to draw what it makes without the data at hand. */
export type SampleShape =
  | {
      readonly kind: 'points';
      /** Modes of the data, their standard deviation, and what pictures show: [−bound, bound] on both axes. */
      readonly centres: readonly (readonly [number, number])[];
      readonly sigma: number;
      readonly bound: number;
    }
  | {
      /** height × width × channels in [−1, 1], row after row. */
      readonly kind: 'images';
      readonly width: number;
      readonly height: number;
      readonly channels: number;
      /** Labels are below this; 0 where images have none. */
      readonly labelCount: number;
    };

/** `global_step_<n>` below `checkpoints/`. */
export function checkpointFolder(step: number): string {
  return `global_step_${step}`;
}

/**
 * The text of a `manifest.json`; `file` is named in errors.
 * @throws SeesawError 'checkpoint-corrupt' where it is no manifest, or one of another schema version
 */
export function parseManifest(text: string, file: string): CheckpointManifest {
  const corrupt = (what: string, hint?: string, cause?: unknown) =>
    new SeesawError('checkpoint-corrupt', `${file} ${what}.`, {
      facts: { file, ...(hint !== undefined && { hint }) },
      cause,
    });
  let manifest: Partial<Record<keyof CheckpointManifest, unknown>> | null;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw corrupt('is not JSON: it was cut off or is something else', undefined, cause);
  }
  if (typeof manifest !== 'object' || manifest === null || !('schemaVersion' in manifest)) {
    throw corrupt('is no manifest of a checkpoint: it has no schemaVersion');
  }
  if (manifest.schemaVersion !== checkpointSchemaVersion) {
    throw corrupt(
      `has schema version ${JSON.stringify(manifest.schemaVersion)}; this version of Seesaw reads version ${checkpointSchemaVersion}`,
      `Use the version of Seesaw that wrote it (codeVersion ${JSON.stringify(manifest.codeVersion)}), or train the trial again.`,
    );
  }
  const { config, step, stateSha } = manifest;
  if (typeof config !== 'object' || config === null || typeof step !== 'number' || typeof stateSha !== 'string') {
    throw corrupt('is no whole manifest: config, step or stateSha is missing');
  }
  return manifest as CheckpointManifest;
}
