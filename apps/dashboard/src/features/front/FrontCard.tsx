import { type Objective, objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { lazy, Suspense, useRef } from 'react';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { downloadSvg } from '../../parts/downloadSvg.ts';
import { NameSelect } from '../../parts/NameSelect.tsx';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { useMappedTrials } from '../sweep/useMappedTrials.ts';
import type { SweepView } from '../sweep/useSweepView.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';

/** Drawn by few sweeps, so the others do not load what draws it. */
const FrontPlot = lazy(async () => ({ default: (await import('./FrontPlot.tsx')).FrontPlot }));

/** The trade-offs of a sweep with several objectives; of more than two, two at a time. */
export function FrontCard(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const [search, setSearch] = useUrlState();
  const objectives = objectivesOf(sweep.definition);
  const names = objectives.map(({ name }) => name);
  const named = (name: string | undefined) => objectives.find((one) => one.name === name);
  const x = named(search.fx) ?? objectives[0]!;
  const y = named(search.fy === x.name ? undefined : search.fy) ?? objectives.find((one) => one !== x)!;
  const trials = useMappedTrials(sweep, view);
  const plot = useRef<HTMLDivElement>(null);
  const savePicture = () => {
    const svg = plot.current?.querySelector('svg');
    if (svg) void downloadSvg(`${sweep.name}-front.png`, svg);
  };
  const front = trials.filter((trial) => trial.onFront);
  return (
    <Card
      title="Pareto front"
      small={
        objectives.length > 2 && (
          <span className="axis-choice">
            <NameSelect label="Across: objective" value={x.name} names={names} onPick={(fx) => setSearch({ fx })} />×
            <NameSelect label="Up: objective" value={y.name} names={names} onPick={(fy) => setSearch({ fy })} />
          </span>
        )
      }
    >
      {front.length === 0 ? (
        <Empty title="No result yet.">The first trial that ends is the first one on the front.</Empty>
      ) : (
        <>
          <div ref={plot}>
            <Suspense fallback={<Skeleton height={320} />}>
              <FrontPlot sweep={sweep} trials={trials} x={x} y={y} selected={view.selected} />
            </Suspense>
          </div>
          <div className="balance-foot">
            <span className="dim">
              {formatCount(sweep.frontSize ?? front.length)} {front.length === 1 ? 'trial' : 'trials'} that no other one
              beats in every objective
              {view.total > trials.length && `; drawn are the first ${formatCount(trials.length)} trials`}
            </span>
            <span>
              <button
                type="button"
                className="btn small plain dim"
                onClick={() => view.select(front.map((trial) => trial.number))}
              >
                Select the front
              </button>
              <SaveButtons
                onPicture={savePicture}
                csv={{ file: `${sweep.name}-front.csv`, rows: () => csvRows(objectives, front) }}
              />
            </span>
          </div>
        </>
      )}
    </Card>
  );
}

function csvRows(objectives: readonly Objective[], front: readonly MappedTrial[]) {
  const knobs = [...new Set(front.flatMap(({ point }) => Object.keys(point)))];
  return [
    ['trial', ...objectives.map(({ name }) => name), ...knobs],
    ...front.map(({ number, metrics, point }) => [
      number,
      ...objectives.map(({ name }) => metrics[name]?.last),
      ...knobs.map((knob) => point[knob]),
    ]),
  ];
}
