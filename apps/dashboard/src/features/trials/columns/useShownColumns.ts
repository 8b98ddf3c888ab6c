import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../../api/queries.ts';
import { type ShownColumn, shownColumn } from './shownColumn.ts';
import type { TableLayout } from './tableLayout.ts';

/** The columns of the table in their order: the number, pinned ones, the others. */
export function useShownColumns(sweep: SweepRow, { columns, pinned }: TableLayout): readonly ShownColumn[] {
  const recipe = useQuery(catalogQuery).data?.recipes.find((one) => one.name === sweep.definition.recipe);
  return useMemo(() => {
    const context = { sweep: sweep.definition, hyperparameters: recipe?.hyperparameters ?? [] };
    const free = columns.filter((id) => !pinned.includes(id));
    return ['number', ...pinned, ...free].flatMap((id) => shownColumn(id, context) ?? []);
  }, [sweep.definition, recipe, columns, pinned]);
}
