import type { TrialConfig } from '@seesaw/shared/trialConfig';

/**
 * Numbers of the widest layer of a batch, width × batch, up to which sharing a program is faster on a CPU: 32 × 64 takes 0.3 to 0.4
 * of the time of a step, 128 × 64 0.7 to 1, 128 × 128 all of it (docs/performance.md). Between them nothing was measured.
 */
const mostPerLayer = 64 * 64;

/** Why steps of these players would not get faster by being several trials at once; undefined where they do. */
export function packNoGain({ values }: TrialConfig): string | undefined {
  const { width_d: width, width_ratio: ratio = 1, batch_size: batch } = values;
  if (typeof width !== 'number' || typeof ratio !== 'number' || typeof batch !== 'number') return undefined;
  const widest = Math.round(width * Math.max(1, ratio));
  if (widest * batch <= mostPerLayer) return undefined;
  return `with layers ${widest} wide and a batch of ${batch} a step is arithmetic, which on a CPU several trials at once do no faster`;
}
