import type { SweepRow } from '@seesaw/shared/records';
import { useEffect, useMemo, useRef } from 'react';
import { useUrlState } from '../../../urlState.ts';
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
      keep(sweep.id, printed);
      setSearch(printed);
    },
    reset() {
      keep(sweep.id, {});
      setSearch({ cols: undefined, pin: undefined, w: undefined });
    },
  };
}

type Kept = { readonly [K in (typeof layoutKeys)[number]]?: string | undefined };

export const layoutPrefix = 'seesaw.table.';
const storageKey = (sweepId: string) => `${layoutPrefix}${sweepId}`;

/** As this browser last left the table of the sweep; undefined where it never changed it. */
export function keptLayout(sweepId: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(sweepId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const texts = Object.entries(kept).filter(
      ([key, value]) => layoutKeys.some((known) => known === key) && typeof value === 'string',
    );
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  } catch {
    // Storage is off, or somebody wrote into it.
    return undefined;
  }
}

function keep(sweepId: string, layout: Kept): void {
  try {
    if (layoutKeys.every((key) => layout[key] === undefined)) localStorage.removeItem(storageKey(sweepId));
    else localStorage.setItem(storageKey(sweepId), JSON.stringify(layout));
  } catch {
    // Storage is full or off: the address holds it all the same.
  }
}
