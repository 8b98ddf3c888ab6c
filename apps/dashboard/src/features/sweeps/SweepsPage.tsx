import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { sweepsQuery } from '../../api/sweepQueries.ts';
import { Async, Empty, Skeleton } from '../../parts/Async.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { OlderButton } from '../../parts/OlderButton.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { useRowCursor } from '../../shell/useRowCursor.ts';
import { ViewsMenu } from '../../shell/ViewsMenu.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { SweepRowView } from './SweepRowView.tsx';

const archivedFilters = ['no', 'only', 'all'] as const;

export function SweepsPage() {
  usePageTitle('Sweeps');
  const [search, setSearch] = useUrlState();
  const filter = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const archived = archivedFilters.find((one) => one === search.archived) ?? 'no';
  const query = useInfiniteQuery(sweepsQuery(archived));
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const sweeps = (query.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((sweep) => {
      const text =
        `${sweep.name} ${sweep.definition.recipe} ${sweep.definition.dataset} ${sweep.state} ${sweep.tags.map((tag) => `#${tag}`).join(' ')} ${sweep.notes}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  useKeys([['/', () => filter.current?.focus()]]);
  const cursor = useRowCursor({
    count: sweeps.length,
    onOpen: (index) => {
      const sweep = sweeps[index];
      if (sweep !== undefined) void navigate({ to: '/sweeps/$sweepId', params: { sweepId: sweep.id } });
    },
  });
  return (
    <main className="page">
      <div className="head" style={{ marginBottom: 12 }}>
        <h1>Sweeps</h1>
        <div className="acts">
          <input
            ref={filter}
            className="field"
            type="search"
            placeholder="Filter by name, recipe, state, #tag  /"
            aria-label="Filter sweeps"
            value={search.q ?? ''}
            onChange={(event) => setSearch({ q: event.target.value })}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            style={{ width: 290 }}
          />
          <select
            className="field"
            aria-label="Which sweeps"
            value={archived}
            onChange={(event) => setSearch({ archived: event.target.value === 'no' ? undefined : event.target.value })}
          >
            <option value="no">not archived</option>
            <option value="only">archived</option>
            <option value="all">all</option>
          </select>
          <ViewsMenu />
          <Link to="/new" className="btn primary">
            New sweep
          </Link>
        </div>
      </div>
      <Async
        query={query}
        skeleton={<Skeleton height={180} />}
        isEmpty={(data) => data.pages.every((page) => page.items.length === 0)}
        empty={archived === 'only' ? <NothingArchived /> : <FirstSweep />}
      >
        {() => (
          <section className="card scroll-x" style={{ padding: '4px 6px' }}>
            {sweeps.length === 0 ? (
              <Empty title={`No sweep matches “${search.q ?? ''}”.`} />
            ) : (
              <table className="list">
                <thead>
                  <tr>
                    <th>name</th>
                    <th>state</th>
                    <th>trials</th>
                    <th className="num">best score</th>
                    <th className="hide-narrow">recipe · data</th>
                    <th className="hide-narrow">search</th>
                    <th className="num hide-narrow">created</th>
                  </tr>
                </thead>
                <tbody>
                  {sweeps.map((sweep, index) => (
                    <SweepRowView key={sweep.id} sweep={sweep} atCursor={index === cursor} />
                  ))}
                </tbody>
              </table>
            )}
            <OlderButton query={query} />
          </section>
        )}
      </Async>
    </main>
  );
}

function NothingArchived() {
  return (
    <section className="card">
      <Empty title="No sweep is archived.">
        An ended sweep leaves this list by “More → Archive” on its page; nothing of it is removed.
      </Empty>
    </section>
  );
}

function FirstSweep() {
  return (
    <section className="card">
      <Empty title="No sweep yet.">
        <span>
          A sweep trains many GANs that differ in their balance and finds out which balance works. Start with twelve on
          real digits:
        </span>
        <CommandLine command="npx --no seesaw sweep create examples/balance-mnist.yaml --wait" />
        <span>
          or <Link to="/new">describe one here</Link>.
        </span>
      </Empty>
    </section>
  );
}
