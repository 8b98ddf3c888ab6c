import type { SweepRow } from '@seesaw/shared/records';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trialCellsQuery } from '../../../api/trialListQueries.ts';
import { useUrlState } from '../../../useUrlState.ts';
import { linesOf, type TrialLine } from '../trialLine.ts';

export interface BaselineState {
  readonly number: number | undefined;
  /** Its cells; undefined until they are there, and for a number that no trial has. */
  readonly line: TrialLine | undefined;
  readonly set: (number: number | undefined) => void;
}

/** The trial that the table is compared with: its number is in the address. */
export function useBaseline(sweep: SweepRow, columns: readonly string[]): BaselineState {
  const [{ base }, setSearch] = useUrlState();
  const number = base !== undefined && /^\d{1,9}$/.test(base) ? Number(base) : undefined;
  const options = trialCellsQuery(sweep.id, number ?? 0, columns);
  const { data } = useQuery({ ...options, queryFn: number === undefined ? skipToken : options.queryFn });
  const line = useMemo(() => (data === undefined ? undefined : linesOf(data)[0]), [data]);
  return {
    number,
    line: line?.number === number ? line : undefined,
    set: (next) => setSearch({ base: next === undefined ? undefined : String(next) }),
  };
}
