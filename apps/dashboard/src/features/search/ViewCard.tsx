import { type ReactNode, useRef } from 'react';
import { Card } from '../../parts/Card.tsx';
import { type CsvCell, downloadBlob } from '../../parts/download.ts';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import '../curves/curves.css';

/** A picture with its title, what it shows, and its exports. */
export function ViewCard(props: {
  title: string;
  small?: ReactNode;
  tools?: ReactNode;
  /** Without extension. */
  file: string;
  csv: () => readonly (readonly CsvCell[])[];
  children: (keep: (draw: () => HTMLCanvasElement) => void) => ReactNode;
  foot?: ReactNode;
}) {
  const draw = useRef<(() => HTMLCanvasElement) | undefined>(undefined);
  const keep = useRef((picture: () => HTMLCanvasElement) => {
    draw.current = picture;
  });
  const savePng = () =>
    draw.current?.().toBlob((blob) => {
      if (blob !== null) downloadBlob(`${props.file}.png`, blob);
    });
  return (
    <Card>
      <div className="curve-head">
        <h2>{props.title}</h2>
        <div className="tools">
          {props.tools}
          <SaveButtons onPicture={savePng} csv={{ file: `${props.file}.csv`, rows: props.csv }} />
        </div>
      </div>
      {props.small !== undefined && <p className="dim view-small">{props.small}</p>}
      {props.children(keep.current)}
      {props.foot !== undefined && <div className="curve-foot">{props.foot}</div>}
    </Card>
  );
}
