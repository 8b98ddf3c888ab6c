/** Buckets of 2^bits steps that are kept beside the points: 16, 256 and 4,096 steps wide. */
export const curveBits = [4, 8, 12] as const;
/** One bucket that spans every step (`step >> 31` is 0): the summary of the series. */
export const summaryBits = 31;
export const allBits = [...curveBits, summaryBits] as const;
