import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Place } from '../placeOf.ts';
import { type ColumnWindow, columnWindow } from './columnWindow.ts';

/** Which of the columns that scroll are in sight of the box that scrolls them. */
export function useColumnWindow(scroller: RefObject<HTMLElement | null>, places: readonly Place[]): ColumnWindow {
  const [view, setView] = useState<ColumnWindow>({ from: 0, to: 0 });
  const { widths, pinned } = useMemo(
    () => ({
      widths: places.filter(({ isPinned }) => !isPinned).map(({ width }) => width),
      pinned: places.filter(({ isPinned }) => isPinned).reduce((sum, { width }) => sum + width, 0),
    }),
    [places],
  );
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    // On a phone pinned columns scroll away, and others stand where they would be.
    const seen = () =>
      columnWindow(widths, { left: box.scrollLeft - pinned, width: Math.max(box.clientWidth, 1) + pinned });
    const look = (draw: (act: () => void) => void) => {
      const next = seen();
      draw(() => setView((before) => (before.from === next.from && before.to === next.to ? before : next)));
    };
    look((act) => act());
    let left = box.scrollLeft;
    const onScroll = () => {
      if (left === box.scrollLeft) return;
      left = box.scrollLeft;
      // Within the frame that scrolled, as the rows are.
      look(flushSync);
    };
    const resized = new ResizeObserver(() => look((act) => act()));
    resized.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [scroller, widths, pinned]);
  return view;
}
