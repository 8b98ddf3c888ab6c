import type { ErrorCode } from '@seesaw/shared/errors';
import type { FromChild, ToChild } from '../protocol.ts';

export type TrainOrder = Omit<Extract<ToChild, { type: 'train' }>, 'type' | 'threads'>;

/** What a child says about a segment it trains, the two ways of ending apart. */
export type SegmentMessage = Exclude<FromChild, { type: 'ready' | 'ended' | 'failed' }>;

/** How the training of a segment ended, as far as the child is concerned. */
export type TrainingEnd =
  | {
      readonly kind: 'ended';
      readonly state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'waiting';
      readonly step: number;
      readonly message: string;
    }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly step: number | null;
      readonly message: string;
    }
  /** Stopped by us without an answer: it had not begun, or did not end in time after `stop` and was killed. */
  | { readonly kind: 'killed'; readonly message: string };

export interface Training {
  /** Never rejects. */
  readonly done: Promise<TrainingEnd>;
  /** Asks the child to stop; SIGKILL when it has not ended `graceMs` later. Asking again can only shorten the time. */
  stop(intent: 'pause' | 'cancel', graceMs: number): void;
  /** Backpressure: the segment makes no further step until it is let go. */
  hold(held: boolean): void;
}

export interface TrainingEvents {
  onMessage(message: SegmentMessage): void;
  /** Lines that the child or its libraries printed; of a child that trains several segments, each hears all. */
  onLine(line: string, stream: 'stdout' | 'stderr'): void;
}
