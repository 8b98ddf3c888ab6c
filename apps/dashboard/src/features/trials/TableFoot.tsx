import type { SweepRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';

/** How many trials match, in how many groups, and how many are selected. */
export function TableFoot(props: {
  sweep: SweepRow;
  isChosen: boolean;
  trials: number;
  groups: number;
  selected: number;
  onClear: () => void;
}) {
  const { trials, groups, selected } = props;
  const all = Object.values(props.sweep.counts).reduce((sum, count) => sum + count, 0);
  return (
    <p className="trial-foot" role="status">
      {groups > 0 && `${formatCount(groups)} ${groups === 1 ? 'group' : 'groups'} · `}
      {props.isChosen
        ? `${formatCount(trials)} of ${formatCount(all)} match`
        : `${formatCount(trials)} ${trials === 1 ? 'trial' : 'trials'}`}
      {selected > 0 && ` · ${formatCount(selected)} selected`}
      {selected > 0 && (
        <button type="button" className="btn small plain" onClick={props.onClear}>
          Clear selection
        </button>
      )}
    </p>
  );
}
