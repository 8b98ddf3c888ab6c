import { useId } from 'react';
import { parseZoom } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { type XKind, xKinds } from './curveX.ts';

/** What a person has set about the curves of a page; all of it in the address. */
export interface CurveView {
  /** What stands along the x axis. */
  readonly over: XKind;
  /** In units of that axis. */
  readonly zoom: { readonly from: number; readonly to: number } | undefined;
  readonly setZoom: (range: { from: number; to: number } | undefined) => void;
  /** Weight of the moving average, 0 = none. */
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly isLogX: boolean;
  /** Charts with the same key move their cursors together. */
  readonly syncKey: string;
}

export const smoothings = [0, 0.6, 0.8, 0.9, 0.95, 0.99] as const;

export function useCurveView(): CurveView {
  const [search, setSearch] = useUrlState();
  const syncKey = useId();
  const smoothing = Number(search.smooth ?? 0);
  const over = xKinds.find((kind) => kind === search.over) ?? 'step';
  return {
    over,
    zoom: parseZoom(search.zoom),
    setZoom: (range) => setSearch({ zoom: range === undefined ? undefined : `${range.from}-${range.to}` }),
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    isLog: search.log === '1',
    // The time of day has no zero to take a logarithm from.
    isLogX: search.logx === '1' && over !== 'wall',
    syncKey,
  };
}
