import type { PackOf } from '@seesaw/shared/lanes';
import type { Store } from '@seesaw/store/storePort';
import type { Logger } from 'pino';
import type { SlotPool } from '../slot/slotPool.ts';
import type { ArtifactStore } from '../storage/artifactStore.ts';
import type { Garbage } from '../storage/garbage.ts';
import type { Spool, SpooledTrial } from '../storage/spool.ts';

/** What training a segment needs of its surroundings. */
export interface SegmentDependencies {
  readonly store: Pick<Store, 'segments' | 'metrics' | 'checkpoints' | 'samples' | 'logs' | 'workers'>;
  readonly spool: Spool;
  readonly artifacts: ArtifactStore;
  readonly garbage: Garbage;
  readonly slots: SlotPool;
  readonly packOf: PackOf;
  readonly workerId: string;
  readonly log: Logger;
  /** Aborted when this trainer shuts down. */
  readonly shutdown: AbortSignal;
  /** Something new lies in the spool. */
  onSpooled(): void;
  /** The trial ended for good: its local copies can go once they are uploaded. */
  onEnded(trial: SpooledTrial & { trialId: number }): void;
  readonly times?: Partial<SegmentTimes>;
}

export interface SegmentTimes {
  /** How long a segment waits for a place that fits, before it goes back to the queue, where another trainer may have one. */
  readonly placeMs: number;
  /** Heartbeat to Temporal; the SDK sends fewer. */
  readonly heartbeatMs: number;
  /** Heartbeat to Postgres and look at what the person wants. */
  readonly watchMs: number;
  /** From `stop` to SIGKILL. */
  readonly cancelGraceMs: number;
  /** Includes writing a checkpoint. */
  readonly pauseGraceMs: number;
}

export const segmentTimes: SegmentTimes = {
  placeMs: 3_000,
  heartbeatMs: 1_000,
  watchMs: 3_000,
  cancelGraceMs: 5_000,
  pauseGraceMs: 30_000,
};

/** Identity and state of a running segment; `step` and `checkpointStep` grow. */
export interface SegmentFacts {
  readonly trialId: number;
  readonly attempt: number;
  readonly sweepId: string;
  readonly number: number;
  step: number;
  checkpointStep: number | null;
}
