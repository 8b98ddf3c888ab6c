import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { cssColour } from '../curves/cssColour.ts';

/** Plots beside each other, each under its heading, which are saved as one picture. */
export function PlotGrid(props: {
  className: string;
  style?: CSSProperties;
  onPicture: (draw: () => HTMLCanvasElement) => void;
  children: ReactNode;
}) {
  const { onPicture } = props;
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => onPicture(() => pictureOf(grid.current!)), [onPicture]);
  return (
    <div ref={grid} className={props.className} style={props.style}>
      {props.children}
    </div>
  );
}

/** Every plot and heading where it stands, on the colour of the page; without what is lit under the pointer. */
function pictureOf(grid: HTMLElement): HTMLCanvasElement {
  const frame = grid.getBoundingClientRect();
  const ratio = devicePixelRatio;
  const picture = document.createElement('canvas');
  picture.width = Math.round(frame.width * ratio);
  picture.height = Math.round(frame.height * ratio);
  const ctx = picture.getContext('2d');
  if (ctx === null) return picture;
  ctx.scale(ratio, ratio);
  ctx.fillStyle = cssColour('var(--panel)');
  ctx.fillRect(0, 0, frame.width, frame.height);
  ctx.translate(-frame.left, -frame.top);
  for (const plot of grid.querySelectorAll<HTMLCanvasElement>('canvas:not(.lit)')) {
    const { left, top, width, height } = plot.getBoundingClientRect();
    ctx.drawImage(plot, left, top, width, height);
  }
  ctx.textBaseline = 'middle';
  for (const heading of grid.querySelectorAll('h3')) {
    const { left, top, height } = heading.getBoundingClientRect();
    const style = getComputedStyle(heading);
    ctx.font = style.font;
    ctx.fillStyle = style.color;
    ctx.fillText(heading.textContent ?? '', left, top + height / 2);
  }
  return picture;
}
