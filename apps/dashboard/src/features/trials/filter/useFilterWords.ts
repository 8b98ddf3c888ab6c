import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { metricNamesQuery } from '../../../api/sweepQueries.ts';
import { catalogQuery } from '../../../api/systemQueries.ts';
import { useRowsDrawn } from '../useRowsDrawn.ts';
import { type FilterWord, filterVocabulary } from './filterVocabulary.ts';

/** Undefined until the sweep's metrics are known: before, nobody can say that a name is wrong. */
export function useFilterWords(sweep: SweepRow): readonly FilterWord[] | undefined {
  const enabled = useRowsDrawn(sweep.id);
  const metrics = useQuery({ ...metricNamesQuery(sweep.id), enabled }).data;
  const recipe = useQuery({ ...catalogQuery, enabled }).data?.recipes.find(
    (one) => one.name === sweep.definition.recipe,
  );
  return useMemo(
    () => metrics && filterVocabulary(sweep.definition, { metrics, recipe }),
    [sweep.definition, metrics, recipe],
  );
}
