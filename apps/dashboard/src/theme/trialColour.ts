/** Okabe–Ito without black and yellow, which vanish on a dark or a light page. */
const hues = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

/** Canvas dash patterns: when hues repeat, the stroke still tells two trials apart. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [9, 3, 2, 3]];

export interface TrialStroke {
  readonly colour: string;
  readonly dash: readonly number[];
  /** Which of the dash patterns, for swatches. */
  readonly dashIndex: number;
}

/** A function of the trial's number alone, so a trial keeps its look in every view and after every reload. */
export function trialStroke(number: number): TrialStroke {
  const index = Math.max(0, Math.trunc(number) - 1);
  const round = Math.floor(index / hues.length);
  const dashIndex = round % dashes.length;
  // Shifted by one each round: trials picked at regular distances, as in a grid, rarely share a hue.
  return { colour: hues[(index + round) % hues.length] ?? hues[0], dash: dashes[dashIndex] ?? [], dashIndex };
}
