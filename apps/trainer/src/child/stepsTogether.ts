/** Steps that are played in one go: up to the next after which something is to be done, in no more than `withinMs`. */
export function stepsTogether(input: {
  /** The last that was played. */
  readonly step: number;
  readonly untilStep: number;
  /** After every so many steps something is to be done. */
  readonly every: readonly number[];
  /** What a step took of late; unknown where it is infinite. */
  readonly msPerStep: number;
  readonly withinMs: number;
}): number {
  const { step, untilStep, every, msPerStep, withinMs } = input;
  const ahead = Math.min(untilStep - step, ...every.map((steps) => steps - (step % steps)));
  return Math.max(1, Math.min(ahead, Math.floor(withinMs / msPerStep)));
}
