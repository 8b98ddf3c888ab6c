import { formatTrialNumber } from '../../format/numbers.ts';
import { trialStroke } from '../../theme/trialColour.ts';

/** How a line is drawn and named. Colours may be CSS variables; the chart resolves them. */
export interface LineLook {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

/** Several trials in one chart: a line is its trial. */
export function lookByTrial(line: { readonly trialNumber: number }): LineLook {
  return { label: formatTrialNumber(line.trialNumber), ...trialStroke(line.trialNumber) };
}

/** Trials of several sweeps in one chart: numbers repeat, so the place in the comparison decides. */
export function lookByPlace(labels: ReadonlyMap<number, { label: string; place: number }>) {
  return (line: { readonly trialId: number; readonly trialNumber: number }): LineLook => {
    const entry = labels.get(line.trialId);
    return entry === undefined ? lookByTrial(line) : { label: entry.label, ...trialStroke(entry.place) };
  };
}

/** One trial, several metrics: a line is its player. D blue, G amber, real neutral. */
export function lookByPlayer(line: { readonly metric: string }): LineLook {
  const name = line.metric.slice(line.metric.indexOf('/') + 1);
  const words = name.split('_');
  const label = name.replaceAll('_', ' ');
  if (words.includes('real')) return { label, colour: 'var(--real)', dash: [] };
  if (words.includes('g') || words.includes('fake')) return { label, colour: 'var(--g-mark)', dash: [] };
  if (words.includes('d')) return { label, colour: 'var(--d)', dash: [] };
  return { label, colour: 'var(--ink)', dash: [] };
}
