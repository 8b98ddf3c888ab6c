import { CounterStream } from '../random/counterStream.ts';
import type { PointData } from './trainingData.ts';

/** Which draw: batch `index` of a training with this seed, or the same of points that training never sees. */
export interface PointDraw {
  readonly seed: number;
  readonly index: number;
  readonly split?: 'train' | 'held-out';
}

/** [count, 2] points as a flat array, a function of (data, draw) alone: every mode equally often, N(0, σ²) around it. */
export function mixturePoints(
  { centres, sigma }: Pick<PointData, 'centres' | 'sigma'>,
  count: number,
  { seed, index, split = 'train' }: PointDraw,
): Float32Array {
  const held = split === 'held-out';
  const modes = new CounterStream({ seed, purpose: held ? 'held-out-mode' : 'ring-mode', step: index });
  const noise = new CounterStream({ seed, purpose: held ? 'held-out-noise' : 'ring-noise', step: index });
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] = centres[modes.below(centres.length)]!;
    points[2 * i] = x + sigma * noise.normal();
    points[2 * i + 1] = y + sigma * noise.normal();
  }
  return points;
}
