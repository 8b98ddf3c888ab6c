import type { WarmSource } from './records.ts';

/** "24 of 30 trials of sweep balance (k3f9) as 12 known points; left out: 4 with x1 outside of its range". */
export function warmSourceInWords({ sweepId, name, trials, used, points, leftOut, stillRuns }: WarmSource): string {
  const counted = used === trials ? `all ${trials} trials` : `${used} of ${trials} trials`;
  const rest = leftOut.map(({ why, count }) => `${count} ${why}`).join(', ');
  return (
    `${counted} of sweep ${name} (${sweepId}) as ${points} known ${points === 1 ? 'point' : 'points'}` +
    `${rest === '' ? '' : `; left out: ${rest}`}${stillRuns ? '; it still runs, and what it finds from now on is not used' : ''}`
  );
}
