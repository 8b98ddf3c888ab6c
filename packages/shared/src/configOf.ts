import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Point } from './searchSpace.ts';
import type { TrialConfig } from './trialConfig.ts';

/**
 * The complete configuration of trial `number` of a sweep: the base with the point on top. The training seed is the one
 * the sweep file sets or varies; without one it is derived from (sweep seed, trial number). Pure: same input, same output.
 */
export function configOf(sweep: ResolvedSweep, point: Point, number: number): TrialConfig {
  const { seed, steps, ...values } = { ...sweep.base, ...point };
  return {
    recipe: sweep.recipe,
    dataset: sweep.dataset,
    seed: seed === undefined ? trialSeed(sweep.seed, number) : Number(seed),
    steps: Number(steps),
    values,
    checkpoint: { everySteps: sweep.checkpoint.everySteps, keep: sweep.checkpoint.keep },
  };
}

/** The configuration of another trial of the same point: a training seed of its own, unless the sweep sets or varies it. */
export function repeatOf(sweep: ResolvedSweep, config: TrialConfig, number: number): TrialConfig {
  const isSet = sweep.base.seed !== undefined || sweep.space.some(({ name }) => name === 'seed');
  return isSet ? config : { ...config, seed: trialSeed(sweep.seed, number) };
}

/** Unsigned 32 bits from (sweep seed, trial number): MurmurHash3's block and finalizer (Appleby 2011, public domain). */
export function trialSeed(sweepSeed: number, number: number): number {
  let hash = sweepSeed | 0;
  for (const word of [number | 0, Math.floor(number / 2 ** 32) | 0]) {
    let k = Math.imul(word, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= 8;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}
