import type { Catalog } from '@seesaw/shared/catalog';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sweepQuery, sweepYamlQuery } from '../../api/sweepQueries.ts';
import { catalogQuery } from '../../api/systemQueries.ts';
import { trialQuery } from '../../api/trialQueries.ts';
import { Async, Skeleton } from '../../parts/Async.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { useUrlState } from '../../useUrlState.ts';
import { setKey } from './editSweepText.ts';
import { readSweepForm } from './readSweepForm.ts';
import { SweepEditor } from './SweepEditor.tsx';
import { nextName, type Starter, startersOf } from './starters.ts';
import { trialSweepText } from './trialSweepText.ts';

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
  if (search.trial !== undefined && clone === undefined)
    return <FromTrial key={search.trial} trialId={Number(search.trial)} catalog={props.catalog} starters={starters} />;
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

function FromTrial(props: { trialId: number; catalog: Catalog; starters: readonly Starter[] }) {
  const { catalog, starters } = props;
  const trial = useQuery(trialQuery(props.trialId));
  const sweepId = trial.data?.sweepId;
  const sweep = useQuery({ ...sweepQuery(sweepId ?? ''), enabled: sweepId !== undefined });
  return (
    <Async query={trial} skeleton={<Skeleton height={420} />}>
      {(row) => (
        <Async query={sweep} skeleton={<Skeleton height={420} />}>
          {(of) => (
            <SweepEditor
              catalog={catalog}
              starters={starters}
              explicit={trialSweepText(
                row,
                of,
                catalog.recipes.find(({ name }) => name === row.config.recipe),
              )}
              fallback=""
            />
          )}
        </Async>
      )}
    </Async>
  );
}

function renamed(text: string): string {
  const read = readSweepForm(text);
  return read.ok ? setKey(text, ['name'], nextName(read.form.name)) : text;
}
