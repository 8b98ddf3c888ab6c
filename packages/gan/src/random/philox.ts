const multiplier = 0xd256d193;
const weyl = 0x9e3779b9;

/**
 * Philox 2×32 with ten rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): two counter words and
 * one key word in, two unsigned 32-bit words out.
 */
export function philox2x32(counter0: number, counter1: number, key: number): [number, number] {
  let left = counter0 >>> 0;
  let right = counter1 >>> 0;
  let k = key >>> 0;
  for (let round = 0; round < 10; round++) {
    const high = multiplyHigh(multiplier, left);
    const low = Math.imul(multiplier, left) >>> 0;
    left = (high ^ k ^ right) >>> 0;
    right = low;
    k = (k + weyl) >>> 0;
  }
  return [left, right];
}

/** Upper 32 bits of the 64-bit product. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}
