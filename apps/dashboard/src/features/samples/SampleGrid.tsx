import type { SampleRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { samplesQuery } from '../../api/trialQueries.ts';
import { formatCount, formatStep } from '../../format/numbers.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useUrlState } from '../../useUrlState.ts';
import { BigSamples } from './BigSamples.tsx';
import { realSheets } from './realSheets.ts';
import { RealTile, SampleTile } from './SampleTile.tsx';
import { SampleZoom } from './SampleZoom.tsx';
import { currentStep, pickColumns, samplesByStep, stepsOf } from './sampleSteps.ts';
import type { Zoomed } from './zoomed.ts';
import './samples.css';

export interface SampledTrial {
  readonly id: number;
  readonly label: string;
  /** Number that decides its colour. */
  readonly colourOf: number;
  readonly dataset: string;
}

const noSamples: SampleRow[] = [];

/** Rows are trials, columns are steps, everywhere the same latent vectors; one slider moves all of them. */
export function SampleGrid(props: { trials: readonly SampledTrial[]; columns: number; crop: number; big?: boolean }) {
  const { trials } = props;
  const [search, setSearch] = useUrlState();
  const [row, setRow] = useState(0);
  const [showReal, setShowReal] = useState(true);
  const [missingReal, setMissingReal] = useState<ReadonlySet<string>>(new Set());
  const [zoomed, setZoomed] = useState<Zoomed | undefined>(undefined);
  const query = useQuery(samplesQuery(trials.map((trial) => trial.id)));
  const samples = query.data ?? noSamples;
  const steps = stepsOf(samples);
  const wanted = search.step === undefined ? undefined : Number(search.step);
  const step = currentStep(steps, wanted);
  const place = step === undefined ? -1 : steps.indexOf(step);
  const goTo = (index: number) => {
    const next = steps[Math.max(0, Math.min(steps.length - 1, index))];
    if (next !== undefined) setSearch({ step: String(next) });
  };
  const moveRow = (by: number) => setRow(Math.max(0, Math.min(trials.length - 1, row + by)));
  useKeys([
    ['ArrowLeft', () => goTo(place - 1)],
    ['ArrowRight', () => goTo(place + 1)],
    // Only where the grid is what the page is about: elsewhere these keys scroll.
    ...(props.big === true
      ? ([
          ['ArrowUp', () => moveRow(-1)],
          ['ArrowDown', () => moveRow(1)],
        ] as const)
      : []),
    ['r', () => setShowReal(!showReal)],
  ]);

  const isImages = samples.some((sample) => sample.kind === 'images');
  const drawing = new Set(samples.filter(({ kind }) => kind === 'images').map(({ trialId }) => trialId));
  const sheets = realSheets(
    trials.filter(({ id }) => drawing.has(id)),
    samples,
  ).filter(({ url }) => !missingReal.has(url));
  const realRows = showReal && isImages ? sheets : [];
  const dropReal = (url: string) => setMissingReal(new Set([...missingReal, url]));
  const columns = columnsAround(steps, props.columns, step);
  const rows = trials.map((trial) => ({ trial, byStep: samplesByStep(samples, trial.id) }));

  return (
    <Async
      query={query}
      isEmpty={(items) => items.length === 0}
      empty={
        <Empty title="No sample yet.">
          Every trial draws one from the same latent vectors every `sample_every` steps.
        </Empty>
      }
    >
      {() => (
        <>
          {props.big === true && step !== undefined && (
            <BigSamples
              rows={rows}
              step={step}
              here={row}
              realOf={realRows}
              onOpen={setZoomed}
              onMissingReal={dropReal}
            />
          )}
          <div
            className="samples"
            style={{
              gridTemplateColumns: `minmax(54px, max-content) repeat(${columns.length}, minmax(0, ${props.crop > 2 ? '132px' : '96px'}))`,
            }}
          >
            <span />
            {columns.map((column) => (
              <button
                type="button"
                key={column}
                className="step-head"
                aria-pressed={column === step}
                title={`Show step ${formatCount(column)}`}
                onClick={() => setSearch({ step: String(column) })}
              >
                {formatStep(column)}
              </button>
            ))}
            {rows.map(({ trial, byStep }, index) => (
              <div key={trial.id} style={{ display: 'contents' }}>
                <span className={`row-head ${index === row ? 'here' : ''}`}>
                  <TrialSwatch number={trial.colourOf} />
                  {trial.label}
                </span>
                {columns.map((column) => {
                  const sample = byStep.get(column);
                  return (
                    <SampleTile
                      key={column}
                      sample={sample}
                      label={`Trial ${trial.label}`}
                      crop={props.crop}
                      here={column === step && index === row}
                      onOpen={() => sample !== undefined && setZoomed({ sample, label: trial.label })}
                    />
                  );
                })}
              </div>
            ))}
            {realRows.map((sheet) => (
              <div key={sheet.dataset} style={{ display: 'contents' }}>
                <span className="row-head" title={`Held-out items of ${sheet.dataset}`}>
                  real
                </span>
                {columns.slice(0, props.crop < 8 ? undefined : 1).map((column, part) => (
                  <RealTile
                    key={column}
                    sheet={sheet}
                    crop={props.crop}
                    part={part}
                    onOpen={() => setZoomed({ real: sheet })}
                    onMissing={() => dropReal(sheet.url)}
                  />
                ))}
                {columns.length > 1 && props.crop === 8 && (
                  <span style={{ gridColumn: `span ${columns.length - 1}` }}>held-out {sheet.dataset}</span>
                )}
              </div>
            ))}
          </div>
          <div className="step-slider">
            <input
              type="range"
              min={0}
              max={Math.max(0, steps.length - 1)}
              value={Math.max(0, place)}
              aria-label="Step of all samples"
              aria-valuetext={step === undefined ? 'none' : `step ${formatCount(step)}`}
              onChange={(event) => goTo(Number(event.target.value))}
            />
            <span className="nowrap">step {step === undefined ? '–' : formatCount(step)}</span>
            {wanted !== undefined && (
              <button type="button" className="btn small" onClick={() => setSearch({ step: undefined })}>
                Newest
              </button>
            )}
          </div>
          <div className="legend" style={{ marginTop: 6 }}>
            <span>← → step</span>
            {props.big === true && <span>↑ ↓ trial</span>}
            {isImages && <span>R real data</span>}
            <span>same z everywhere</span>
          </div>
          <SampleZoom
            zoomed={zoomed}
            rows={rows.map(({ trial, byStep }) => ({ label: trial.label, byStep }))}
            reals={isImages ? sheets : []}
            onMove={setZoomed}
            onClose={() => setZoomed(undefined)}
          />
        </>
      )}
    </Async>
  );
}

/** Evenly spread columns, one of which is the current step. */
function columnsAround(steps: readonly number[], count: number, step: number | undefined): number[] {
  const columns = pickColumns(steps, count);
  if (step === undefined || columns.includes(step)) return columns;
  const nearest = columns.reduce(
    (best, one, i) => (Math.abs(one - step) < Math.abs((columns[best] ?? 0) - step) ? i : best),
    0,
  );
  return columns.with(nearest, step).sort((a, b) => a - b);
}
