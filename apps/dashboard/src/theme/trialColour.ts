/**
 * Okabe–Ito without yellow, which vanishes on a light page; its black is the page's ink. Seven, a prime: trials picked at
 * the distances of a grid (every second, third, sixth …) rarely share a hue.
 */
const hues = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', 'var(--ink)'] as const;

/** Canvas dash patterns: when hues repeat, the stroke still tells two trials apart. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [9, 3, 2, 3]];

export interface TrialStroke {
  /** A CSS colour, possibly a variable. */
  readonly colour: string;
  readonly dash: readonly number[];
  /** Which of the dash patterns, for swatches. */
  readonly dashIndex: number;
}

/** A function of the trial's number alone, so a trial keeps its look in every view and after every reload. */
export function trialStroke(number: number): TrialStroke {
  const index = Math.max(0, Math.trunc(number) - 1);
  const dashIndex = Math.floor(index / hues.length) % dashes.length;
  return { colour: hues[index % hues.length] ?? hues[0], dash: dashes[dashIndex] ?? [], dashIndex };
}
