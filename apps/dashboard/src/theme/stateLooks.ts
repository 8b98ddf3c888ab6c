import type { SweepRow } from '@seesaw/shared/records';
import { withoutSuccess } from '@seesaw/shared/withoutSuccess';

/** Colours of trial states, in the order in which the progress bar shows them: done first, waiting last. */
export interface StateLook {
  readonly label: string;
  readonly colour: string;
}

export const trialStateOrder = [
  'completed',
  'stopped-early',
  'diverged',
  'failed',
  'cancelled',
  'skipped',
  'running',
  'waiting',
  'paused',
  'pending',
] as const;

const trialLooks: Readonly<Record<string, StateLook>> = {
  completed: { label: 'completed', colour: 'var(--ok-mark)' },
  'stopped-early': { label: 'stopped early', colour: 'var(--osc)' },
  diverged: { label: 'diverged', colour: 'var(--bad)' },
  failed: { label: 'failed', colour: 'var(--ink)' },
  cancelled: { label: 'cancelled', colour: 'var(--faint)' },
  skipped: { label: 'skipped', colour: 'var(--faint)' },
  running: { label: 'running', colour: 'var(--d)' },
  waiting: { label: 'waiting', colour: 'var(--g-mark)' },
  paused: { label: 'paused', colour: 'var(--g-mark)' },
  pending: { label: 'pending', colour: 'transparent' },
};

export function trialStateLook(state: string): StateLook {
  return trialLooks[state] ?? { label: state, colour: 'var(--dim)' };
}

/** Chip of a sweep: glyph and CSS class, and what to say beside the state where it alone would deceive. */
export function sweepStateLook(sweep: Pick<SweepRow, 'state' | 'counts'>): {
  readonly glyph: string;
  readonly tone: string;
  readonly detail?: string;
} {
  const detail = withoutSuccess(sweep);
  if (detail !== undefined) return { glyph: '✕', tone: 'bad', detail };
  switch (sweep.state) {
    case 'running':
      return { glyph: '●', tone: 'run' };
    case 'pausing':
    case 'stopping':
    case 'cancelling':
      return { glyph: '◐', tone: 'run' };
    case 'paused':
      return { glyph: '‖', tone: '' };
    case 'completed':
      return { glyph: '✓', tone: 'good' };
    case 'failed':
      return { glyph: '✕', tone: 'bad' };
    default:
      return { glyph: '■', tone: '' };
  }
}
