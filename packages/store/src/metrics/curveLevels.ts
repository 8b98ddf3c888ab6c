/**
 * Buckets of 2^bits steps that are kept beside the points: 16 to 4,096 steps wide. Each level is four times as wide as the one
 * below, so a curve of any width is put together from at most four times the buckets that it shows.
 */
export const curveBits = [4, 6, 8, 10, 12] as const;
const finestBits = curveBits[0];
/** A row of `metric_blocks` holds 2^5 buckets: few rows to read, and below the 2 KB at which Postgres moves values out of line. */
export const blockBits = 5;
/** Steps of a block of the finest level: how much of a curve is read from the points at most. */
export const finestBlockSteps = 2 ** (finestBits + blockBits);

/** The level whose buckets are the widest that are not wider than `width` steps; undefined below the finest. */
export function levelFor(width: number): number | undefined {
  return curveBits.findLast((bits) => 2 ** bits <= width);
}

/** The first step of the coarsest block that `step` lies in. */
export function coarsestBlockStart(step: number): number {
  return step - (step % 2 ** (curveBits[curveBits.length - 1]! + blockBits));
}

/** The first step of the finest block that `step` lies in. */
export function blockStart(step: number): number {
  return step - (step % finestBlockSteps);
}
