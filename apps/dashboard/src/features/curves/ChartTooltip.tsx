import { formatNumber } from '../../format/numbers.ts';
import type { LineLook } from './lineLook.ts';

export interface Hover {
  /** Where on the axis, in words. */
  readonly at: string;
  /** Pixels from the left edge of the chart. */
  readonly left: number;
  /** Nearest lines first. */
  readonly rows: readonly {
    readonly key: string;
    readonly look: LineLook;
    readonly value: number;
    /** It is the one that the pointer is on. */
    readonly isOn: boolean;
  }[];
  /** Lines that did not fit. */
  readonly more: number;
}

export function ChartTooltip(props: { hover: Hover; width: number }) {
  const { hover, width } = props;
  const onRight = hover.left < width / 2;
  return (
    <div className="curve-tip" style={onRight ? { left: hover.left + 12 } : { right: width - hover.left + 12 }}>
      <div className="dim">{hover.at}</div>
      {hover.rows.map((row) => (
        <div key={row.key} className={row.isOn ? 'curve-tip-row on' : 'curve-tip-row'}>
          <i style={{ background: row.look.colour }} />
          <span>{row.look.label}</span>
          <b>{formatNumber(row.value)}</b>
        </div>
      ))}
      {hover.more > 0 && <div className="dim">and {hover.more} more</div>}
    </div>
  );
}
