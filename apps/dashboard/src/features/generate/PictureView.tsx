import type { Picture } from '@seesaw/gan/pictures/picture';
import { useEffect, useRef } from 'react';
import { downloadBlob } from '../../parts/download.ts';

/** A drawing on a canvas, pixel by pixel; a click saves it as PNG. */
export function PictureView(props: { picture: Picture; className: string; label: string; fileName: string }) {
  const { picture } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, rgba } = picture;
    canvas.current?.getContext('2d')?.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
  }, [picture]);
  const save = () =>
    canvas.current?.toBlob((blob) => {
      if (blob !== null) downloadBlob(props.fileName, blob);
    });
  return (
    <button type="button" className="generated" title="Save as PNG" onClick={save}>
      <canvas
        ref={canvas}
        width={picture.width}
        height={picture.height}
        className={props.className}
        role="img"
        aria-label={props.label}
      />
    </button>
  );
}
