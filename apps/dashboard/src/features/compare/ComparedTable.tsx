import type { ReactNode } from 'react';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import type { ComparedTrial } from './ComparePage.tsx';

export interface ComparedRow {
  readonly key: string | number;
  readonly head: ReactNode;
  /** One for each trial. */
  readonly cells: readonly ReactNode[];
}

/** A column for each trial, with its look above it. */
export function ComparedTable(props: {
  trials: readonly ComparedTrial[];
  /** What the first column names. */
  of?: string;
  /** Cells are numbers, or words to be read across: to the right. */
  numeric: boolean;
  titleOf?: (compared: ComparedTrial) => ReactNode;
  rows: readonly ComparedRow[];
}) {
  const { trials, numeric, titleOf = ComparedTitle } = props;
  const align = numeric ? 'num' : undefined;
  return (
    <div className="scroll-x">
      <table className="list" style={{ width: 'auto', minWidth: '60%' }}>
        <thead>
          <tr>
            <th>{props.of}</th>
            {trials.map((compared) => (
              <th key={compared.trial.id} className={align}>
                {titleOf(compared)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <td className="dim">{head}</td>
              {trials.map(({ trial }, index) => (
                <td key={trial.id} className={align}>
                  {cells[index] ?? <span className="faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ComparedTitle({ label, colourOf }: ComparedTrial) {
  return (
    <>
      <TrialSwatch number={colourOf} />
      {label}
    </>
  );
}
