import { memory } from '@tensorflow/tfjs-core';
import { median, rounded } from '../search/spread.ts';
import { looksPerTenth, tenths } from './memoryLooks.ts';

export interface WatchedMemory {
  readonly steps: number;
  /** At the first and the last look. */
  readonly tensors: readonly [number, number];
  /**
   * Resident, in each tenth of the steps: the median of its looks, each after a collection of garbage, whose time would
   * otherwise decide what is seen.
   */
  readonly rssMb: readonly number[];
  /** The JavaScript heap at the same looks. */
  readonly heapMb: readonly number[];
  /** Farthest that resident memory was in a tenth from the first tenth, in percent of it. */
  readonly rssChangePercent: number;
}

/**
 * Looks at the memory of this process while it trains so many steps; it was started with --expose-gc.
 * @param trainTo trains on up to this step, the first one being 1
 */
export async function watchMemory(
  steps: number,
  trainTo: (step: number) => void | Promise<void>,
): Promise<WatchedMemory> {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Memory is looked at after a collection: start with --expose-gc.');
  const tensors: number[] = [];
  const looks: { rss: number; heapUsed: number }[] = [];
  while (looks.length < tenths * looksPerTenth) {
    await trainTo(Math.ceil(((looks.length + 1) * steps) / (tenths * looksPerTenth)));
    collect();
    looks.push(process.memoryUsage());
    tensors.push(memory().numTensors);
  }
  const inTenths = (bytes: (look: (typeof looks)[number]) => number) =>
    Array.from({ length: tenths }, (_, tenth) =>
      rounded(median(looks.slice(tenth * looksPerTenth, (tenth + 1) * looksPerTenth).map(bytes)) / 2 ** 20),
    );
  const rssMb = inTenths(({ rss }) => rss);
  const first = rssMb[0]!;
  const farthest = Math.max(...rssMb.map((mb) => Math.abs(mb - first)));
  return {
    steps,
    tensors: [tensors[0]!, tensors.at(-1)!],
    rssMb,
    heapMb: inTenths(({ heapUsed }) => heapUsed),
    rssChangePercent: rounded((100 * farthest) / first),
  };
}
