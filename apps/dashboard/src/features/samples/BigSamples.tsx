import type { SampleRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import type { RealSheet } from './realSheets.ts';
import type { SampledTrial } from './SampleGrid.tsx';
import { RealTile, SampleTile } from './SampleTile.tsx';
import { sampleAt } from './sampleSteps.ts';
import type { Zoomed } from './zoomed.ts';

/** All trials at one step, side by side and beside real data, whole sheets. */
export function BigSamples(props: {
  rows: readonly { trial: SampledTrial; byStep: ReadonlyMap<number, SampleRow> }[];
  step: number;
  here: number;
  realOf: readonly RealSheet[];
  onOpen: (zoomed: Zoomed) => void;
  onMissingReal: (url: string) => void;
}) {
  return (
    <div className="big-samples" style={{ marginBottom: 14 }}>
      {props.rows.map(({ trial, byStep }, index) => {
        const sample = sampleAt(byStep, props.step);
        return (
          <figure key={trial.id}>
            <SampleTile
              sample={sample}
              label={`Trial ${trial.label}`}
              here={index === props.here}
              onOpen={() => sample !== undefined && props.onOpen({ sample, label: trial.label })}
            />
            <figcaption>
              <span>
                <TrialSwatch number={trial.colourOf} />
                {trial.label}
              </span>
              <span className="dim">
                {sample === undefined ? 'none yet' : `step ${formatCount(sample.step)}`}
                {sample !== undefined && sample.step < props.step ? ' (last)' : ''}
              </span>
            </figcaption>
          </figure>
        );
      })}
      {props.realOf.map((sheet) => (
        <figure key={sheet.dataset}>
          <RealTile
            sheet={sheet}
            onOpen={() => props.onOpen({ real: sheet })}
            onMissing={() => props.onMissingReal(sheet.url)}
          />
          <figcaption>
            <span>
              <i className="swatch" style={{ background: 'var(--real)' }} />
              real
            </span>
            <span className="dim">held-out {sheet.dataset}</span>
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
