import { CounterStream } from '../random/counterStream.ts';

export const ringModes = 8;
export const ringSigma = 0.01;

/** Centre of mode i: angle i·2π/8 on the unit circle (not linspace with the end point, which would make only seven). */
export function ringCentre(mode: number): readonly [number, number] {
  const angle = (mode * 2 * Math.PI) / ringModes;
  return [Math.cos(angle), Math.sin(angle)];
}

/** [count, 2] points of the ring as a flat array, a function of (seed, index, split) alone. */
export function ringPoints(
  count: number,
  seed: number,
  index: number,
  split: 'train' | 'held-out' = 'train',
): Float32Array {
  const held = split === 'held-out';
  const modes = new CounterStream({ seed, purpose: held ? 'held-out-mode' : 'ring-mode', step: index });
  const noise = new CounterStream({ seed, purpose: held ? 'held-out-noise' : 'ring-noise', step: index });
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] = ringCentre(modes.below(ringModes));
    points[2 * i] = x + ringSigma * noise.normal();
    points[2 * i + 1] = y + ringSigma * noise.normal();
  }
  return points;
}
