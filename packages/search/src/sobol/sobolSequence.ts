import { directions, sobolDimensions } from './joeKuo.ts';

/** Points of a Sobol' sequence by index; coordinates are in (0, 1). */
export type SobolSequence = (index: number) => number[];

/**
 * A scrambled Sobol' sequence in one dimension per key, at most {@link sobolDimensions}.
 *
 * @param keys one 32-bit number per dimension that chooses its scrambling; undefined leaves the published sequence
 */
export function sobolSequence(keys: readonly (number | undefined)[]): SobolSequence {
  if (keys.length > sobolDimensions) throw new RangeError(`there are ${sobolDimensions} dimensions of Sobol' numbers`);
  const columns = keys.map((_, dimension) => directions(dimension));
  return (index) => {
    // Antonov and Saleev 1979: along the Gray code, as in the published point lists.
    const gray = (index ^ (index >>> 1)) >>> 0;
    return keys.map((key, dimension) => {
      let x = 0;
      for (let bit = 0; gray >>> bit !== 0 && bit < 32; bit++) {
        if ((gray >>> bit) & 1) x ^= columns[dimension]![bit]!;
      }
      if (key === undefined) return (x >>> 0) / 2 ** 32;
      // Half a step up, so that no coordinate is ever exactly 0.
      return ((scramble(x, key) >>> 0) + 0.5) / 2 ** 32;
    });
  };
}

/**
 * Nested uniform scrambling (Owen 1995): each digit is flipped or not by a coin of its own for every value of the digits
 * before it. The coins are hashes, so that nothing needs to be stored.
 */
function scramble(x: number, key: number): number {
  let scrambled = 0;
  for (let bit = 31; bit >= 0; bit--) {
    // The 1 in front tells prefixes of different length apart.
    const prefix = bit === 31 ? 1 : (x >>> (bit + 1)) | (1 << (31 - bit));
    const coin = mix(mix(prefix ^ key) + key) & 1;
    scrambled |= (((x >>> bit) & 1) ^ coin) << bit;
  }
  return scrambled;
}

/** A bijection of 32 bits in which every bit depends on all: the finaliser of MurmurHash3 (Appleby 2011, public domain). */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
