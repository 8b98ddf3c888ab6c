import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../../api/keys.ts';

/**
 * Whether the first rows of a sweep's table are on the screen, or none are to come. They are what somebody waits for: what takes the
 * server or the page long, such as maps and curves, begins after them.
 */
export function useRowsDrawn(sweepId: string): boolean {
  const isWaiting =
    useIsFetching({ queryKey: keys.trialTables(sweepId), predicate: ({ state }) => state.data === undefined }) > 0;
  const [drawn, setDrawn] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (isWaiting) return;
    let timer: number | undefined;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setDrawn(sweepId));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [sweepId, isWaiting]);
  return drawn === sweepId;
}
