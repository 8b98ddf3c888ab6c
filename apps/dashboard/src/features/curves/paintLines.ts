import { cssColour } from './cssColour.ts';
import type { CurveSeries } from './curveSeries.ts';
import type { LineLook } from './lineLook.ts';
import { type PlotArea, pixelOf, pixelsOf } from './plotArea.ts';
import { rasterLines } from './rasterLines.ts';
import { rgbOf } from './rgbOf.ts';

/** From so many lines on they are drawn as pixels, thin and without dashes. */
export const manyLines = 40;

export interface DrawnLine {
  readonly series: CurveSeries;
  readonly look: LineLook;
  /** What is drawn: the last values, smoothed where that was asked for. */
  readonly drawn: Float64Array;
  /** Indices to draw. */
  readonly from: number;
  readonly to: number;
  /** Keeps its full strength among many. */
  readonly isChosen: boolean;
}

/** All lines of a chart into the canvas over its plot. Pixels are those of the canvas, `ratio` of them to a CSS pixel. */
export function paintLines(
  ctx: CanvasRenderingContext2D,
  { area, lines, ratio }: { area: PlotArea; lines: readonly DrawnLine[]; ratio: number },
): void {
  const { width, height } = ctx.canvas;
  ctx.clearRect(0, 0, width, height);
  if (width === 0 || height === 0) return;
  const chosen = lines.filter(({ isChosen }) => isChosen);
  if (lines.length > manyLines) {
    const picture = ctx.createImageData(width, height);
    // Colours may be variables of the page: each is looked up once.
    const colours = new Map<string, ReturnType<typeof rgbOf>>();
    const rgb = (colour: string) => {
      const known = colours.get(colour) ?? rgbOf(colour);
      colours.set(colour, known);
      return known;
    };
    // Enough of each to be seen alone, little enough to see how many lie on each other.
    const opacity = Math.max(0.16, Math.min(0.6, 40 / lines.length)) * (chosen.length > 0 ? 0.6 : 1);
    rasterLines(
      picture,
      lines.map((line) => {
        const band = line.series.min === line.series.max ? undefined : line;
        return {
          x: cut(area.x, line.series.x, line),
          y: cut(area.y, line.drawn, line),
          low: band && cut(area.y, line.series.min, line),
          high: band && cut(area.y, line.series.max, line),
          rgb: rgb(line.look.colour),
        };
      }),
      opacity,
    );
    ctx.putImageData(picture, 0, 0);
    for (const line of chosen) paintLine(ctx, { area, line, ratio, width: 2 });
  } else {
    for (const line of lines) paintBand(ctx, area, line);
    for (const line of lines) paintLine(ctx, { area, line, ratio, width: line.isChosen ? 2.2 : 1.6 });
    for (const line of lines) paintResumes(ctx, { area, line, ratio });
  }
  paintNonFinite(ctx, { area, lines, ratio });
}

/** One line alone, strong, with its band and where it was resumed: what the pointer is on. */
export function paintHighlight(
  ctx: CanvasRenderingContext2D,
  { area, lines, ratio }: { area: PlotArea; lines: readonly DrawnLine[]; ratio: number },
): void {
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  for (const line of lines) {
    paintBand(ctx, area, line);
    paintLine(ctx, { area, line, ratio, width: 2.4 });
    paintResumes(ctx, { area, line, ratio });
  }
}

function cut(axis: PlotArea['x'], values: Float64Array, { from, to }: { from: number; to: number }): Float64Array {
  return pixelsOf(axis, values.subarray(from, to));
}

/** Min to max of every bucket, so that sampling hides no spike. */
function paintBand(ctx: CanvasRenderingContext2D, area: PlotArea, line: DrawnLine): void {
  const { series, look } = line;
  if (series.min === series.max) return;
  const x = cut(area.x, series.x, line);
  const low = cut(area.y, series.min, line);
  const high = cut(area.y, series.max, line);
  ctx.globalAlpha = 0.15;
  ctx.fillStyle = cssColour(look.colour);
  let start = 0;
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && !Number.isNaN(low[i]! + high[i]! + x[i]!)) continue;
    if (i - start > 1) {
      ctx.beginPath();
      for (let k = start; k < i; k++) ctx.lineTo(x[k]!, high[k]!);
      for (let k = i - 1; k >= start; k--) ctx.lineTo(x[k]!, low[k]!);
      ctx.fill();
    }
    start = i + 1;
  }
  ctx.globalAlpha = 1;
}

function paintLine(
  ctx: CanvasRenderingContext2D,
  { area, line, ratio, width }: { area: PlotArea; line: DrawnLine; ratio: number; width: number },
): void {
  const { series, drawn, look } = line;
  const x = cut(area.x, series.x, line);
  ctx.strokeStyle = cssColour(look.colour);
  ctx.lineJoin = 'round';
  if (drawn !== series.last) {
    // What was measured stays in sight behind its average.
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = ratio;
    ctx.setLineDash([]);
    stroke(ctx, x, cut(area.y, series.last, line));
    ctx.globalAlpha = 1;
  }
  ctx.lineWidth = width * ratio;
  ctx.setLineDash(look.dash.map((length) => length * ratio));
  const y = cut(area.y, drawn, line);
  stroke(ctx, x, y);
  ctx.setLineDash([]);
  ctx.fillStyle = cssColour(look.colour);
  for (let i = 0; i < x.length; i++) {
    const isAlone = !Number.isFinite(y[i - 1]) && !Number.isFinite(y[i + 1]);
    if (isAlone && Number.isFinite(y[i])) dot(ctx, whole(x[i]!, area.x, 2.5 * ratio), y[i]!, 2.5 * ratio);
  }
}

function stroke(ctx: CanvasRenderingContext2D, x: Float64Array, y: Float64Array): void {
  ctx.beginPath();
  let isDown = false;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(y[i]! + x[i]!)) isDown = false;
    else if (isDown) ctx.lineTo(x[i]!, y[i]!);
    else {
      ctx.moveTo(x[i]!, y[i]!);
      isDown = true;
    }
  }
  ctx.stroke();
}

/** A dot at the edge of the plot is moved inwards, so that all of it is seen; one beyond the edge stays there. */
function whole(at: number, { start, end }: PlotArea['x'], radius: number): number {
  return at < start || at > end ? at : Math.min(Math.max(at, start + radius), end - radius);
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

/** A thin upright line with the number of the attempt that began there. */
function paintResumes(
  ctx: CanvasRenderingContext2D,
  { area, line, ratio }: { area: PlotArea; line: DrawnLine; ratio: number },
): void {
  const colour = cssColour(line.look.colour);
  ctx.font = `${10 * ratio}px Inter, system-ui, sans-serif`;
  for (const { attempt, x } of line.series.resumes) {
    const at = pixelOf(area.x, x);
    if (!(at >= area.x.start && at <= area.x.end)) continue;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(at, area.y.end);
    ctx.lineTo(at, area.y.start);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
    ctx.fillText(`▸${attempt}`, at + 2 * ratio, area.y.end + 9 * ratio);
  }
}

/** A red tick on the x-axis at every step with NaN or infinity: an expected result of a GAN, never hidden. */
function paintNonFinite(
  ctx: CanvasRenderingContext2D,
  { area, lines, ratio }: { area: PlotArea; lines: readonly DrawnLine[]; ratio: number },
): void {
  ctx.fillStyle = cssColour('var(--bad)');
  const width = Math.max(2, Math.round(2 * ratio));
  const height = Math.round(9 * ratio);
  for (const { series } of lines) {
    for (const at of pixelsOf(area.x, series.nonFiniteX)) {
      if (Number.isFinite(at)) ctx.fillRect(at - width / 2, area.y.start - height, width, height);
    }
  }
}
