import { formatMean, formatScalar } from '../../../format/numbers.ts';
import { TrialState } from '../../../parts/StateChip.tsx';
import { Verdict } from '../../../parts/Verdict.tsx';
import { Delta } from '../baseline/Delta.tsx';
import type { ShownColumn } from '../columns/shownColumn.ts';
import type { GroupLine, TrialLine } from '../trialLine.ts';

/** What the trials of a group show together in a column: mean ± half of its 95 % interval, or what most of them say. */
export function GroupCell(props: { line: GroupLine; column: ShownColumn; baseline: TrialLine | undefined }) {
  const { line, column } = props;
  const value = line.values[column.id] ?? null;
  if (value === null) return <span className="faint">–</span>;
  if ('common' in value) {
    const rest = value.kinds === 1 ? '' : ` +${value.kinds - 1}`;
    return (
      <span title={value.kinds === 1 ? undefined : `Most of the ${value.n}; ${value.kinds} different ones`}>
        <Word column={column} text={value.common} />
        {rest !== '' && <span className="faint">{rest}</span>}
      </span>
    );
  }
  const { n, mean, deviation, interval } = value;
  // A setting that all of them share is no estimate.
  if (deviation === 0 && column.column.kind !== 'metric') return formatScalar(mean);
  const missing = n < line.numbers.length;
  return (
    <span title={inWords({ n, deviation, missing: line.numbers.length - n })}>
      {formatMean(mean, interval)}
      {missing && <span className="faint"> n {n}</span>}
      <Delta value={mean} column={column} baseline={props.baseline} />
    </span>
  );
}

function inWords({ n, deviation, missing }: { n: number; deviation: number | null; missing: number }): string {
  const rest = missing === 0 ? '' : `; ${missing} without a finite value left out`;
  if (deviation === null) return `one value, so no interval${rest}`;
  return `mean of ${n}, ± half of its 95 % interval (Student’s t), standard deviation ${formatScalar(deviation)}${rest}`;
}

function Word(props: { column: ShownColumn; text: string }) {
  const { column } = props.column;
  if (column.kind === 'field' && column.field === 'state') return <TrialState state={props.text} />;
  if (column.kind === 'field' && column.field === 'health') return <Verdict health={props.text} />;
  return props.text;
}
