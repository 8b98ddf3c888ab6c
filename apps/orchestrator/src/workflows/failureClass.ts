import type { SegmentFailure } from './segmentFailure.ts';

/**
 * What follows from a failed segment.
 * - `final`: repeating it fails again (configuration, data, a bug), so the trial fails at once;
 * - `outage`: a service or the disk, not the trial's fault: waited out however long it takes;
 * - `memory`: once more, in a larger slot where there is one;
 * - `infrastructure`: a process or host was lost: again from the newest checkpoint, up to `max_attempts` in a row.
 */
export type FailureClass = 'final' | 'outage' | 'memory' | 'infrastructure';

export function failureClass({ code, retryable }: Pick<SegmentFailure, 'code' | 'retryable'>): FailureClass {
  if (!retryable) return 'final';
  if (code === 'unavailable') return 'outage';
  return code === 'out-of-memory' ? 'memory' : 'infrastructure';
}
