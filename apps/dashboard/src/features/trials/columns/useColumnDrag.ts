import { type PointerEvent as PressEvent, useState } from 'react';
import { edgeScroll, type ScrolledSpan } from './edgeScroll.ts';
import type { Drop } from './tableLayout.ts';

/** Pixels that a pointer moves before a press on a heading, which sorts, becomes a drag. */
const slackPx = 6;

export interface ColumnDrag {
  /** Where the column would go if it were let go of now; undefined while none is dragged. */
  readonly drop: Drop | undefined;
  /** For `onPointerDown` of the heading of a column. */
  readonly press: (id: string) => (event: PressEvent<HTMLElement>) => void;
}

/**
 * Headings that are dragged to another place: over a heading they go before or behind its column; at an edge of the table they scroll
 * it; Escape leaves all as it was.
 */
export function useColumnDrag(onDrop: (drop: Drop) => void): ColumnDrag {
  const [drop, setDrop] = useState<Drop | undefined>(undefined);
  const press = (id: string) => (event: PressEvent<HTMLElement>) => {
    // A finger scrolls; the edge of a heading widens its column.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    if (event.target instanceof Element && event.target.closest('[role=separator]') !== null) return;
    const head = event.currentTarget.getBoundingClientRect();
    const y = head.top + head.height / 2;
    const from = event.clientX;
    const box = event.currentTarget.closest<HTMLElement>('.trial-scroll');
    let x = from;
    let frame = 0;
    const done = new AbortController();
    let current: Drop | undefined;
    let isDragged = false;
    const listen = <K extends keyof WindowEventMap>(kind: K, act: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(kind, act, { signal: done.signal, capture: true });
    const end = () => {
      done.abort();
      cancelAnimationFrame(frame);
      setDrop(undefined);
    };
    const look = () => {
      current = dropAt(id, box === null ? x : within(box, x), y);
      setDrop((before) => (before?.to === current?.to && before?.side === current?.side ? before : current));
    };
    const scroll = () => {
      frame = requestAnimationFrame(scroll);
      const by = box === null ? 0 : edgeScroll(x, scrolledSpan(box));
      if (by === 0) return;
      box?.scrollBy({ left: by });
      look();
    };
    listen('pointermove', ({ clientX }) => {
      x = clientX;
      if (!isDragged && Math.abs(x - from) < slackPx) return;
      if (!isDragged) frame = requestAnimationFrame(scroll);
      isDragged = true;
      look();
    });
    listen('pointerup', () => {
      end();
      if (!isDragged) return;
      ignoreClick();
      if (current !== undefined) onDrop(current);
    });
    listen('pointercancel', end);
    listen('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      if (isDragged) window.addEventListener('pointerup', ignoreClick, { once: true, capture: true });
      end();
    });
  };
  return { drop, press };
}

function scrolledSpan(box: HTMLElement): ScrolledSpan {
  const { left, right } = box.getBoundingClientRect();
  // On a phone pinned ones scroll away.
  const staying = [...box.querySelectorAll('th')].filter((head) => getComputedStyle(head).position === 'sticky');
  return { left: Math.max(left, ...staying.map((head) => head.getBoundingClientRect().right)), right };
}

/** Beyond an edge is the column at the edge. */
function within(box: HTMLElement, x: number): number {
  const { left, right } = box.getBoundingClientRect();
  return Math.min(right - 2, Math.max(left + 2, x));
}

/** @returns undefined over no heading, or over its own */
function dropAt(id: string, x: number, y: number): Drop | undefined {
  const heading = document.elementFromPoint(x, y)?.closest<HTMLElement>('th[data-column]');
  const to = heading?.dataset.column;
  if (heading === undefined || heading === null || to === undefined || to === id) return undefined;
  const { left, width } = heading.getBoundingClientRect();
  return { id, to, side: x < left + width / 2 ? 'before' : 'behind' };
}

/** The click that follows when a drag ends on the heading that it began on would sort. */
function ignoreClick(): void {
  const ignore = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', ignore, { once: true, capture: true });
  window.setTimeout(() => window.removeEventListener('click', ignore, { capture: true }));
}
