import { Modal } from '@mantine/core';
import type { SampleRow } from '@seesaw/shared/records';
import { formatCount, formatNumber } from '../../format/numbers.ts';
import type { RealSheet } from './realSheets.ts';
import { sampleImageUrl } from './SampleTile.tsx';

export type Zoomed = { readonly sample: SampleRow; readonly label: string } | { readonly real: RealSheet };

/** A sheet as large as the window allows, pixel by pixel. */
export function SampleZoom(props: { zoomed: Zoomed | undefined; onClose: () => void }) {
  const { zoomed } = props;
  const title =
    zoomed === undefined
      ? ''
      : 'sample' in zoomed
        ? `Trial ${zoomed.label}, step ${formatCount(zoomed.sample.step)}`
        : `Held-out items of ${zoomed.real.dataset}`;
  return (
    <Modal opened={zoomed !== undefined} onClose={props.onClose} title={title} size="min(92vw, 84vh)">
      {zoomed !== undefined && (
        <>
          <div className="labelled-sheet">
            {'sample' in zoomed && <RowLabels count={zoomed.sample.facts.labels ?? 0} />}
            <img
              className={`zoomed ${'sample' in zoomed ? zoomed.sample.kind : 'images'}`}
              src={'sample' in zoomed ? sampleImageUrl(zoomed.sample) : zoomed.real.url}
              alt={title}
            />
          </div>
          {'sample' in zoomed && (
            <div className="legend" style={{ marginTop: 8 }}>
              {Object.entries(zoomed.sample.facts).map(([name, value]) => (
                <span key={name}>
                  {name.replaceAll('_', ' ')} <b>{formatNumber(value)}</b>
                </span>
              ))}
              <a href={sampleImageUrl(zoomed.sample)} download={`trial-${zoomed.label}-step-${zoomed.sample.step}.png`}>
                PNG
              </a>
              <a href={`/api/v1/samples/${zoomed.sample.id}/tensors.safetensors`} download>
                tensors (safetensors)
              </a>
            </div>
          )}
        </>
      )}
    </Modal>
  );
}

/** Beside a sheet with a row for each label. */
function RowLabels({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <ol className="row-labels" aria-label="Label that G was asked for in each row">
      {Array.from({ length: count }, (_, label) => (
        <li key={String(label)}>{label}</li>
      ))}
    </ol>
  );
}
