import type { CheckpointManifest } from '@seesaw/shared/checkpointManifest';
import type { ErrorCode } from '@seesaw/shared/errors';
import type { Health } from '@seesaw/shared/health';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/**
 * What the supervisor (Temporal activity worker) and the child process of a slot say to each other over Node IPC
 * (`serialization: 'advanced'`, so NaN and typed arrays survive). The child computes and writes files into the spool;
 * the supervisor does everything that needs the network. A segment is identified by (trialId, attempt): messages of an
 * earlier one are ignored. The child speaks in blocks of messages, in the order in which they were said.
 */
export type ToChild =
  | {
      readonly type: 'train';
      readonly trialId: number;
      readonly attempt: number;
      readonly sweepId: string;
      readonly config: TrialConfig;
      /** Where the segment ends: before the last step of the training it ends as `waiting`. */
      readonly untilStep: number;
      /** Step of the checkpoint that it continues from; 0 = from scratch. */
      readonly fromStep: number;
      /** Folder with manifest.json + state.safetensors, already verified; absent = from scratch. */
      readonly resumeFrom?: string;
      /** Folder of this trial in the spool: checkpoints/global_step_<n>/, samples/. */
      readonly trialFolder: string;
      readonly threads: number;
      /** Trains beside others, in a lane of one program; absent = alone. */
      readonly pack?: PackPlace;
    }
  | { readonly type: 'stop'; readonly trialId: number; readonly attempt: number; readonly intent: 'pause' | 'cancel' }
  /** Backpressure: metrics pile up while Postgres is away. No further step from `hold` until `go`; `stop` still works. */
  | { readonly type: 'hold' | 'go'; readonly trialId: number; readonly attempt: number };

/** Segments that a child trains at once; all of them have the same `lanes` and `key`, each a `lane` of its own. */
export interface PackPlace {
  /** As many places there are, taken or not: each is computed. */
  readonly lanes: number;
  /** 0, 1, … below `lanes`; free. */
  readonly lane: number;
  /** Of configurations that can share a program: `packKey`, or a hash of it. */
  readonly key: string;
}

interface Segment {
  readonly trialId: number;
  readonly attempt: number;
}

/** What is sent at once; never empty. */
export type BlockFromChild = readonly FromChild[];

export type FromChild =
  | { readonly type: 'ready'; readonly device: string; readonly library: string }
  | (Segment & { readonly type: 'progress'; readonly step: number })
  | (Segment & {
      readonly type: 'metrics';
      readonly step: number;
      readonly at: number;
      readonly values: Readonly<Record<string, number>>;
    })
  | (Segment & {
      readonly type: 'checkpoint';
      readonly step: number;
      /** Final folder after the rename; durable. Null where the step is all there is to know. */
      readonly folder: string | null;
      readonly manifest: CheckpointManifest;
    })
  | (Segment & {
      readonly type: 'sample';
      readonly step: number;
      readonly kind: 'images' | 'points';
      /** Durable files in the spool. `png` is a grid of tiles (or a plot of the points). */
      readonly png: string;
      readonly tensors: string;
      readonly facts: {
        readonly count: number;
        readonly width?: number;
        readonly height?: number;
        readonly columns?: number;
        readonly labels?: number;
        /** So many real pictures are among the tensors, as `real`. */
        readonly real?: number;
      };
    })
  | (Segment & {
      readonly type: 'health';
      readonly step: number;
      readonly health: Health;
      readonly evidence: string;
      readonly advice: string;
    })
  | (Segment & {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly step: number | null;
      readonly message: string;
    })
  | (Segment & {
      readonly type: 'ended';
      readonly state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'waiting';
      readonly step: number;
      readonly message: string;
    })
  | (Segment & {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly step: number | null;
      readonly message: string;
    });
