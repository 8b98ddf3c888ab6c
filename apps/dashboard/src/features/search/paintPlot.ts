import { cssColour } from '../curves/cssColour.ts';
import type { SearchAxis } from './searchAxis.ts';

/** Where a plot stands in its canvas, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function across(box: PlotBox, place: number): number {
  return box.left + place * (box.right - box.left);
}

export function up(box: PlotBox, place: number): number {
  return box.bottom - place * (box.bottom - box.top);
}

/** A canvas of so many CSS pixels, cleared; draw in CSS pixels. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ctx = canvas.getContext('2d');
  if (ctx === null) return undefined;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

/** Grid and labels. Labels that would lie over each other are left out. */
export function paintAxes(
  ctx: CanvasRenderingContext2D,
  box: PlotBox,
  { x, y, labels }: { x: SearchAxis; y: SearchAxis; labels: number },
): void {
  ctx.font = '10.5px Inter, system-ui, sans-serif';
  ctx.lineWidth = 1;
  ctx.strokeStyle = cssColour('var(--line)');
  ctx.fillStyle = cssColour('var(--dim)');
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  let lastY = Number.POSITIVE_INFINITY;
  for (const tick of y.ticks) {
    const at = up(box, tick.at);
    ctx.beginPath();
    ctx.moveTo(box.left, Math.round(at) + 0.5);
    ctx.lineTo(box.right, Math.round(at) + 0.5);
    ctx.stroke();
    if (lastY - at < 13) continue;
    ctx.fillText(shorten(ctx, tick.label, box.left - 8), box.left - 6, at);
    lastY = at;
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  let lastX = Number.NEGATIVE_INFINITY;
  for (const tick of x.ticks) {
    const at = across(box, tick.at);
    const half = ctx.measureText(tick.label).width / 2;
    if (at - half < lastX + 6) continue;
    ctx.fillText(tick.label, Math.max(half, Math.min(box.right + 8 - half, at)), labels);
    lastX = at + half;
  }
}

function shorten(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let length = text.length - 1;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}

/** The picture on the colour of the page, for a file. */
export function onPanel(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const ctx = copy.getContext('2d');
  if (ctx === null) return canvas;
  ctx.fillStyle = cssColour('var(--panel)');
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  return copy;
}
