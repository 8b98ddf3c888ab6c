import type { Catalog } from '@seesaw/shared/catalog';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { catalogQuery, sweepYamlQuery } from '../../api/queries.ts';
import { Async, Skeleton } from '../../parts/Async.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { useUrlState } from '../../urlState.ts';
import { setKey } from './editSweepText.ts';
import { readSweepForm } from './readSweepForm.ts';
import { SweepEditor } from './SweepEditor.tsx';
import { nextName, startersOf } from './starters.ts';

/** Describe a sweep as a form or as text, see what comes of it while typing, launch it. */
export function NewSweepPage() {
  usePageTitle('New sweep');
  const catalog = useQuery(catalogQuery);
  return (
    <main className="page">
      <div className="crumb">
        <Link to="/sweeps">Sweeps</Link>
      </div>
      <Async query={catalog} skeleton={<Skeleton height={420} />}>
        {(data) => <Start catalog={data} />}
      </Async>
    </main>
  );
}

function Start(props: { catalog: Catalog }) {
  const [search] = useUrlState();
  const clone = search.clone;
  const yaml = useQuery({ ...sweepYamlQuery(clone ?? ''), enabled: clone !== undefined });
  const starters = startersOf(props.catalog);
  const chosen = starters.find((starter) => starter.id === search.start);
  if (clone === undefined) {
    return (
      <SweepEditor
        key={chosen?.id ?? ''}
        catalog={props.catalog}
        starters={starters}
        explicit={chosen?.text}
        fallback={starters[0]?.text ?? ''}
      />
    );
  }
  return (
    <Async query={yaml} skeleton={<Skeleton height={420} />}>
      {(text) => (
        <SweepEditor key={clone} catalog={props.catalog} starters={starters} explicit={renamed(text)} fallback="" />
      )}
    </Async>
  );
}

function renamed(text: string): string {
  const read = readSweepForm(text);
  return read.ok ? setKey(text, ['name'], nextName(read.form.name)) : text;
}
