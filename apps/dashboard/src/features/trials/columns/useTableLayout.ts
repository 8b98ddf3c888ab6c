import type { SweepRow } from '@seesaw/shared/records';
import { useEffect, useMemo, useRef } from 'react';
import { useUrlState } from '../../../useUrlState.ts';
import { keepLayout, keptLayout } from './keptLayout.ts';
import { layoutKeys, printLayout, readLayout, type TableLayout } from './tableLayout.ts';

export interface LayoutState {
  readonly layout: TableLayout;
  readonly isUsual: boolean;
  readonly change: (patch: Partial<TableLayout>) => void;
  readonly reset: () => void;
}

/**
 * The layout in the address. Without one there, it is how this browser last left the table of the sweep, which is then written into
 * the address: a copied link shows what its sender saw.
 */
export function useTableLayout(sweep: SweepRow): LayoutState {
  const [search, setSearch] = useUrlState();
  const { cols, pin, w } = search;
  const layout = useMemo(() => readLayout({ cols, pin, w }, sweep.definition), [cols, pin, w, sweep.definition]);
  const isUsual = layoutKeys.every((key) => search[key] === undefined);
  const visited = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (visited.current === sweep.id) return;
    visited.current = sweep.id;
    const kept = isUsual ? keptLayout(sweep.id) : undefined;
    if (kept !== undefined) setSearch(kept);
  }, [sweep.id, isUsual, setSearch]);
  return {
    layout,
    isUsual,
    change(patch) {
      const printed = printLayout({ ...layout, ...patch }, sweep.definition);
      keepLayout(sweep.id, printed);
      setSearch(printed);
    },
    reset() {
      keepLayout(sweep.id, {});
      setSearch({ cols: undefined, pin: undefined, w: undefined });
    },
  };
}
