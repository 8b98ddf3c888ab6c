import { arrowsOf, type FilmFrame } from './filmFrame.ts';

const arrowCount = 150;
/** Pixels that an arrow of D's strongest slope is long. */
const longestArrow = 26;

/** Colours of the theme, read once a frame: D blue, G amber, real neutral. */
export interface FilmColours {
  readonly paper: string;
  readonly d: string;
  readonly g: string;
  readonly real: string;
}

/** Generated points on D's surface (bluer where D says real), the real modes as crosses; y points up. */
export function drawFrame(
  context: CanvasRenderingContext2D,
  frame: FilmFrame,
  options: { size: number; colours: FilmColours; arrows: boolean },
): void {
  const { size, colours } = options;
  const [xMin, xMax, yMin, yMax] = frame.bounds;
  const column = (x: number) => ((x - xMin) / (xMax - xMin)) * size;
  const row = (y: number) => ((yMax - y) / (yMax - yMin)) * size;
  context.globalAlpha = 1;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, size, size);

  const side = Math.round(Math.sqrt(frame.surface.length));
  // On whole pixels: cells that overlap or part would draw a grid.
  const edge = (place: number) => Math.round((place * size) / side);
  context.fillStyle = colours.d;
  for (let at = 0; at < side * side; at++) {
    const real = 1 / (1 + Math.exp(-(frame.surface[at] ?? 0)));
    if (!Number.isFinite(real)) continue;
    context.globalAlpha = 0.6 * real;
    const left = edge(at % side);
    const top = edge(side - 1 - Math.floor(at / side));
    context.fillRect(left, top, edge((at % side) + 1) - left, edge(side - Math.floor(at / side)) - top);
  }

  context.globalAlpha = 0.9;
  context.fillStyle = colours.g;
  for (let i = 0; i + 1 < frame.points.length; i += 2) {
    context.fillRect(column(frame.points[i] ?? 0) - 1, row(frame.points[i + 1] ?? 0) - 1, 2.2, 2.2);
  }
  context.globalAlpha = 1;
  context.strokeStyle = colours.real;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let i = 0; i + 1 < frame.centres.length; i += 2) {
    const [x, y] = [column(frame.centres[i] ?? 0), row(frame.centres[i + 1] ?? 0)];
    context.moveTo(x - 4, y);
    context.lineTo(x + 4, y);
    context.moveTo(x, y - 4);
    context.lineTo(x, y + 4);
  }
  context.stroke();
  if (options.arrows) drawArrows(context, frame, { column, row, colour: colours.real });
}

function drawArrows(
  context: CanvasRenderingContext2D,
  frame: FilmFrame,
  to: { column: (x: number) => number; row: (y: number) => number; colour: string },
): void {
  const arrows = arrowsOf(frame, arrowCount);
  const strongest = Math.max(1e-12, ...arrows.map(({ dx, dy }) => Math.hypot(dx, dy)));
  context.strokeStyle = to.colour;
  context.lineWidth = 1;
  context.beginPath();
  for (const { x, y, dx, dy } of arrows) {
    const length = (longestArrow * Math.hypot(dx, dy)) / strongest;
    const angle = Math.atan2(-dy, dx);
    const [fromX, fromY] = [to.column(x), to.row(y)];
    const [endX, endY] = [fromX + length * Math.cos(angle), fromY + length * Math.sin(angle)];
    context.moveTo(fromX, fromY);
    context.lineTo(endX, endY);
    for (const turn of [2.6, -2.6]) {
      context.moveTo(endX, endY);
      context.lineTo(endX + 4 * Math.cos(angle + turn), endY + 4 * Math.sin(angle + turn));
    }
  }
  context.stroke();
}
