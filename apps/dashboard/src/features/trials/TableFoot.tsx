import type { SweepRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';

/** How many trials match, in how many groups. */
export function TableFoot(props: { sweep: SweepRow; isChosen: boolean; trials: number; groups: number }) {
  const { trials, groups } = props;
  const all = Object.values(props.sweep.counts).reduce((sum, count) => sum + count, 0);
  return (
    <p className="trial-foot" role="status">
      {groups > 0 && `${formatCount(groups)} ${groups === 1 ? 'group' : 'groups'} · `}
      {props.isChosen
        ? `${formatCount(trials)} of ${formatCount(all)} match`
        : `${formatCount(trials)} ${trials === 1 ? 'trial' : 'trials'}`}
    </p>
  );
}
