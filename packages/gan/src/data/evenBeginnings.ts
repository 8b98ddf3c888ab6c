/**
 * The numbers below `count` in an order of which every beginning is spread evenly over all of them: those of van der Corput's
 * sequence with base 2 (van der Corput 1935).
 */
export function evenBeginnings(count: number): number[] {
  const bits = Math.ceil(Math.log2(count));
  return Array.from({ length: 2 ** bits }, (_, index) => reversed(index, bits)).filter((place) => place < count);
}

function reversed(number: number, bits: number): number {
  let [rest, found] = [number, 0];
  for (let bit = 0; bit < bits; bit += 1) {
    found = 2 * found + (rest % 2);
    rest = Math.floor(rest / 2);
  }
  return found;
}
