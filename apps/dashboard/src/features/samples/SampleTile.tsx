import type { SampleRow } from '@seesaw/shared/records';
import { useState } from 'react';
import { formatCount } from '../../format/numbers.ts';
import type { RealSheet } from './realSheets.ts';

/** Pictures of images are 8 × 8 of them on one sheet, unless the sample says how many lie in a row. */
const tilesPerSide = 8;

export function sampleImageUrl(sample: SampleRow): string {
  return `/api/v1/samples/${sample.id}/image.png`;
}

/** One sheet of samples, or its upper left corner so large that single digits can be read. */
export function SampleTile(props: {
  sample: SampleRow | undefined;
  label: string;
  /** Shown items per side; 8 shows the whole sheet. */
  crop?: number;
  here?: boolean;
  onOpen?: () => void;
}) {
  const { sample } = props;
  const [failedId, setFailedId] = useState<number | undefined>(undefined);
  if (sample === undefined || failedId === sample.id) {
    const why = sample === undefined ? 'no sample at this step' : 'its picture cannot be fetched just now';
    return (
      <span
        className={`tile none ${props.here === true ? 'here' : ''}`}
        role="img"
        aria-label={`${props.label}: ${why}`}
        title={why}
      />
    );
  }
  const crop = props.crop ?? tilesPerSide;
  const cropped = sample.kind === 'images' && crop < tilesPerSide;
  const scale = cropped ? (sample.facts.columns ?? tilesPerSide) / crop : 1;
  return (
    <button type="button" className={`tile ${props.here === true ? 'here' : ''}`} onClick={props.onOpen}>
      <img
        className={sample.kind}
        src={sampleImageUrl(sample)}
        alt={`${props.label}, step ${formatCount(sample.step)}`}
        loading="lazy"
        decoding="async"
        style={{ width: `${scale * 100}%` }}
        onError={() => setFailedId(sample.id)}
      />
    </button>
  );
}

/** `part`: which corner-sized part of the sheet, so that a row of tiles shows different real items. */
export function RealTile(props: {
  sheet: RealSheet;
  crop?: number;
  part?: number;
  onOpen?: () => void;
  onMissing: () => void;
}) {
  const { sheet } = props;
  const crop = props.crop ?? tilesPerSide;
  const scale = crop < tilesPerSide ? sheet.columns / crop : 1;
  const perSide = Math.max(1, Math.floor(scale));
  const part = (props.part ?? 0) % (perSide * perSide);
  const shift = (places: number) => `${(-places * 100) / scale}%`;
  return (
    <button type="button" className="tile" onClick={props.onOpen}>
      <img
        className="images"
        src={sheet.url}
        alt={`Held-out real data of ${sheet.dataset}`}
        style={{
          width: `${scale * 100}%`,
          transform: `translate(${shift(part % perSide)}, ${shift(Math.floor(part / perSide))})`,
        }}
        onError={props.onMissing}
      />
    </button>
  );
}
