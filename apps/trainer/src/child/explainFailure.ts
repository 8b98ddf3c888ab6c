import { type ErrorCode, SeesawError } from '@seesaw/shared/errors';
import { saysOutOfMemory } from './outOfMemory.ts';

export interface Failure {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly message: string;
}

/** What was thrown during a segment, as the supervisor reports it. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof SeesawError) return { code: error.code, retryable: error.retryable, message: error.message };
  const text = error instanceof Error ? error.message : String(error);
  if (saysOutOfMemory(text)) {
    return {
      code: 'out-of-memory',
      retryable: true,
      message: `TensorFlow could not allocate memory: ${text}. Lower batch_size or width_d, or give the trainer fewer slots (SEESAW_DEVICES).`,
    };
  }
  if (/ENOSPC|EDQUOT/.test(text)) {
    return {
      code: 'unavailable',
      retryable: true,
      message: `The disk is full: ${text}. Free some space; the trial goes on from its last checkpoint.`,
    };
  }
  const where = error instanceof Error && error.stack ? `\n${error.stack}` : '';
  return { code: 'internal', retryable: false, message: `Training failed: ${text}.${where}`.slice(0, 4000) };
}
