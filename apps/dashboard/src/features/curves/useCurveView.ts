import { useId } from 'react';
import { parseZoom, useUrlState } from '../../urlState.ts';

/** What a person has set about the curves of a page; all of it in the address. */
export interface CurveView {
  readonly zoom: { readonly from: number; readonly to: number } | undefined;
  readonly setZoom: (range: { from: number; to: number } | undefined) => void;
  /** Weight of the moving average, 0 = none. */
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly syncKey: string;
}

export const smoothings = [0, 0.6, 0.9] as const;

export function useCurveView(): CurveView {
  const [search, setSearch] = useUrlState();
  const syncKey = useId();
  const smoothing = Number(search.smooth ?? 0);
  return {
    zoom: parseZoom(search.zoom),
    setZoom: (range) => setSearch({ zoom: range === undefined ? undefined : `${range.from}-${range.to}` }),
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    isLog: search.log === '1',
    syncKey,
  };
}
