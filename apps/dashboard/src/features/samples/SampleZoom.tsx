import { Modal } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { formatNumber } from '../../format/numbers.ts';
import type { RealSheet } from './realSheets.ts';
import { sampleImageUrl } from './SampleTile.tsx';
import { flickerPartners, neighbour, type Zoomed, type ZoomRow, zoomedTitle, zoomedUrl } from './zoomed.ts';

const flickerMs = 450;
const directions = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const;

/** A sheet as large as the window allows, pixel by pixel; another one can take its place many times a second. */
export function SampleZoom(props: {
  zoomed: Zoomed | undefined;
  rows: readonly ZoomRow[];
  reals: readonly RealSheet[];
  onMove: (zoomed: Zoomed) => void;
  onClose: () => void;
}) {
  const { zoomed } = props;
  return (
    <Modal
      opened={zoomed !== undefined}
      onClose={props.onClose}
      title={zoomed === undefined ? '' : zoomedTitle(zoomed)}
      size="min(92vw, 74vh)"
      onKeyDown={(event) => {
        if (event.target instanceof HTMLElement && event.target.matches('select, input')) return;
        const direction = directions[event.key as keyof typeof directions];
        const next =
          zoomed === undefined || direction === undefined ? undefined : neighbour(zoomed, props.rows, direction);
        if (next === undefined) return;
        event.preventDefault();
        props.onMove(next);
      }}
    >
      {zoomed !== undefined && <Sheet zoomed={zoomed} rows={props.rows} reals={props.reals} />}
    </Modal>
  );
}

function Sheet(props: { zoomed: Zoomed; rows: readonly ZoomRow[]; reals: readonly RealSheet[] }) {
  const { zoomed } = props;
  const partners = flickerPartners(zoomed, props.rows, props.reals);
  const [wanted, setWanted] = useState('');
  const partner = partners.find((one) => partnerKey(one) === wanted);
  const [isSwapped, setIsSwapped] = useState(false);
  const still = useReducedMotion();
  const isOn = partner !== undefined;
  useEffect(() => {
    setIsSwapped(false);
    if (!isOn || still) return;
    const timer = window.setInterval(() => setIsSwapped((now) => !now), flickerMs);
    return () => window.clearInterval(timer);
  }, [isOn, still]);
  const shown = partner !== undefined && isSwapped ? partner : zoomed;
  return (
    <>
      <div className="labelled-sheet">
        {'sample' in shown && <RowLabels count={shown.sample.facts.labels ?? 0} />}
        <div className="flicker">
          {[zoomed, ...(partner === undefined ? [] : [partner])].map((one) => (
            // Both stay loaded, so that the change is one of visibility alone.
            <img
              key={zoomedUrl(one)}
              className={`zoomed ${'sample' in one ? one.sample.kind : 'images'}`}
              src={zoomedUrl(one)}
              alt={zoomedTitle(one)}
              hidden={one !== shown}
            />
          ))}
        </div>
      </div>
      <div className="acts" style={{ marginTop: 8 }}>
        {partners.length > 0 && (
          <label className="dim">
            flicker with{' '}
            <select className="field" value={wanted} onChange={(event) => setWanted(event.target.value)}>
              <option value="">nothing</option>
              {partners.map((one) => (
                <option key={partnerKey(one)} value={partnerKey(one)}>
                  {zoomedTitle(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        {partner !== undefined && (
          <>
            <button type="button" className="btn small" onClick={() => setIsSwapped(!isSwapped)}>
              Swap
            </button>
            <span role="status" className="dim">
              {zoomedTitle(shown)}
            </span>
          </>
        )}
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
          <span>← → step, ↑ ↓ trial</span>
        </div>
      )}
    </>
  );
}

/** Stays the same while the arrows move through steps, so that flickering goes on. */
function partnerKey(zoomed: Zoomed): string {
  return 'sample' in zoomed ? `${zoomed.label} ${zoomed.sample.trialId}` : zoomed.real.url;
}

/** Beside a sheet with a row for each label. */
function RowLabels({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <ol className="row-labels" aria-label="Label that G was asked for in each row">
      {Array.from({ length: count }, (_, label) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its label
        <li key={label}>{label}</li>
      ))}
    </ol>
  );
}
