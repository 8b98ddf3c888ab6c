import { fromWire, type WireNumber } from '../../../format/numbers.ts';
import type { ShownColumn } from '../columns/shownColumn.ts';
import type { TrialLine } from '../trialLine.ts';
import { differenceInWords, differenceOf } from './delta.ts';

/** Counters, of which a difference tells nothing. */
const counters: ReadonlySet<string> = new Set(['number', 'id', 'attempt']);

/** How far a value lies from that of the baseline; nothing in a column without numbers, or where no baseline is chosen. */
export function Delta(props: { value: number; column: ShownColumn; baseline: TrialLine | undefined }) {
  const { column, baseline } = props;
  const base = baseline?.cells[column.id];
  if (base === undefined || base === null || !column.isNumeric || counters.has(column.id)) return null;
  const difference = differenceOf(props.value, fromWire(base as WireNumber));
  if (difference === undefined) return null;
  const isBetter = column.goal !== undefined && difference.absolute > 0 === (column.goal === 'maximize');
  const tone = column.goal === undefined || difference.absolute === 0 ? '' : isBetter ? 'better' : 'worse';
  return (
    <span className={`delta ${tone}`} title={tone === '' ? undefined : `${tone} than the baseline`}>
      {differenceInWords(difference)}
    </span>
  );
}
