import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Search } from '../urlState.ts';

/** Tabs are addresses: the first one is the page without `tab`. */
export function Tabs<T extends string>(props: {
  tabs: readonly T[];
  current: T;
  counts?: Partial<Record<T, number>>;
  /** At the end of their line. */
  children?: ReactNode;
}) {
  return (
    <div className="tabs-line">
      <nav className="tabs" aria-label="Views">
        {props.tabs.map((tab, index) => (
          <Link
            key={tab}
            to="."
            search={((previous: Search) => ({ ...previous, tab: index === 0 ? undefined : tab })) as never}
            replace
            resetScroll={false}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(tab === props.current ? { 'aria-current': 'page' as const } : {})}
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
