import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../../api/systemQueries.ts';
import { useRowsDrawn } from '../useRowsDrawn.ts';
import { type ShownColumn, shownColumn } from './shownColumn.ts';
import type { TableLayout } from './tableLayout.ts';

/** Pixels that a ± or a Δ needs beside a number. */
const besidePx = { interval: 62, difference: 112 } as const;
/** The number of a trial becomes the count of a group. */
const countPx = 30;

/** The columns of the table in their order: the number, pinned ones, what is grouped by, the others. */
export function useShownColumns(
  sweep: SweepRow,
  { columns, pinned }: TableLayout,
  { by, hasBaseline }: { by: readonly string[]; hasBaseline: boolean },
): readonly ShownColumn[] {
  const enabled = useRowsDrawn(sweep.id);
  const recipe = useQuery({ ...catalogQuery, enabled }).data?.recipes.find(
    (one) => one.name === sweep.definition.recipe,
  );
  return useMemo(() => {
    const context = { sweep: sweep.definition, hyperparameters: recipe?.hyperparameters ?? [] };
    const beside = (by.length > 0 ? besidePx.interval : 0) + (hasBaseline ? besidePx.difference : 0);
    return [...new Set(['number', ...pinned, ...by, ...columns])].flatMap((id) => {
      const column = shownColumn(id, context);
      if (column === undefined) return [];
      if (id === 'number') return { ...column, width: column.width + (by.length > 0 ? countPx : 0) };
      const isWider = column.isNumeric && !by.includes(id);
      // A group also says how many other words there are, or how many values.
      return { ...column, width: column.width + (isWider ? beside : 0), fits: column.fits && by.length === 0 };
    });
  }, [sweep.definition, recipe, columns, pinned, by, hasBaseline]);
}
