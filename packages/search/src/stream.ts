import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** What a stream of random numbers belongs to. */
export interface StreamKey {
  /** Sweep seed, unsigned 32 bit. */
  seed: number;
  /** Trial number, from 1. */
  number: number;
  /** Name of the parameter. */
  parameter: string;
}

/** Independent uniform numbers in [0, 1), multiples of 2^-53. */
export type Uniform = () => number;

/** Arbitrary, different starting points of the four words of a state; never to be changed. */
const LANES = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667] as const;

/**
 * The stream of one parameter of one trial. It starts from a hash of its key, not from the end of another stream, so the
 * same key gives the same numbers whatever was asked before, and adding a parameter changes no other one.
 */
export function uniformStream({ seed, number, parameter }: StreamKey): Uniform {
  const words = [seed, number % 2 ** 32, Math.floor(number / 2 ** 32), parameter.length];
  for (let i = 0; i < parameter.length; i++) words.push(parameter.charCodeAt(i));
  const state = LANES.map((lane) => hash(words, lane));
  // The generator stays at zero for ever if it starts there.
  if (!state.some((word) => word !== 0)) state[0] = 1;
  const generator = xoroshiro128plusFromState(state);
  return () => uniformFloat64(generator);
}

/** MurmurHash3, 32 bit, over whole words (Appleby 2011, public domain). */
function hash(words: readonly number[], start: number): number {
  let h = start | 0;
  for (const word of words) {
    h ^= Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    h = (Math.imul(rotateLeft(h, 13), 5) + 0xe6546b64) | 0;
  }
  h ^= words.length * 4;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
