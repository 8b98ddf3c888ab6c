import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Search } from '../urlState.ts';

/** Tabs are addresses: the first one is the page without `tab`. */
export function Tabs<T extends string>(props: {
  tabs: readonly T[];
  current: T;
  counts?: Partial<Record<T, number>>;
  /** At the end of their line. */
  children?: ReactNode;
}) {
  const line = useRef<HTMLElement>(null);
  const { current } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another link that says it is current
  useEffect(() => {
    // With the frame: before, it would be measured by itself.
    const frame = requestAnimationFrame(() => {
      if (line.current !== null) showCurrent(line.current);
    });
    return () => cancelAnimationFrame(frame);
  }, [current]);
  return (
    <div className="tabs-line">
      <nav ref={line} className="tabs" aria-label="Views">
        {props.tabs.map((tab, index) => (
          <Link
            key={tab}
            to="."
            search={((previous: Search) => ({ ...previous, tab: index === 0 ? undefined : tab })) as never}
            replace
            resetScroll={false}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(tab === current ? { 'aria-current': 'page' as const } : {})}
          >
            {tab.charAt(0).toUpperCase() + tab.slice(1)}
            {props.counts?.[tab] !== undefined && <span className="faint"> {props.counts[tab]}</span>}
          </Link>
        ))}
      </nav>
      {props.children}
    </div>
  );
}

/** Where the line is too short for all, as on a phone, it is scrolled until the current one stands in its middle. */
function showCurrent(line: HTMLElement): void {
  const tab = line.querySelector<HTMLElement>('[aria-current="page"]');
  if (tab === null) return;
  const middle = tab.getBoundingClientRect().left - line.getBoundingClientRect().left + tab.offsetWidth / 2;
  line.scrollLeft += middle - line.clientWidth / 2;
}
