import type { SweepRow } from '@seesaw/shared/records';
import { lazy } from 'react';
import { Later } from '../../../parts/Later.tsx';
import type { ShownColumn } from './shownColumn.ts';
import type { LayoutState } from './useTableLayout.ts';

const ColumnPopover = lazy(async () => ({ default: (await import('./ColumnPopover.tsx')).ColumnPopover }));

/** Which columns, in which order, which stay in view; of a metric also what is told of its values. */
export function ColumnPanel(props: { sweep: SweepRow; columns: readonly ShownColumn[]; state: LayoutState }) {
  const button = (
    <button type="button" className="btn">
      Columns
    </button>
  );
  return (
    <Later button={button}>{(isWanted) => <ColumnPopover {...props} button={button} defaultOpened={isWanted} />}</Later>
  );
}
