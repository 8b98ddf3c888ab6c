import type uPlot from 'uplot';
import { cssColour } from './cssColour.ts';
import type { CurveSeries } from './curveSeries.ts';

export interface DrawnLine {
  readonly series: CurveSeries;
  readonly colour: string;
}

/** The band from min to max of every bucket behind each line, so that sampling hides no spike. */
export function envelopePlugin(lines: () => readonly DrawnLine[], isLog: boolean): uPlot.Plugin {
  return {
    hooks: {
      drawAxes: (chart) => {
        const { ctx } = chart;
        ctx.save();
        clipToPlot(chart);
        ctx.globalAlpha = 0.15;
        for (const line of lines()) {
          ctx.fillStyle = cssColour(line.colour);
          for (const run of finiteRuns(line.series, isLog)) drawBand(chart, line.series, run);
        }
        ctx.restore();
      },
    },
  };
}

/** A red tick on the x-axis at every step with NaN or infinity: an expected result of a GAN, never hidden. */
export function nonFinitePlugin(lines: () => readonly DrawnLine[]): uPlot.Plugin {
  return {
    hooks: {
      draw: (chart) => {
        const { ctx, bbox } = chart;
        ctx.save();
        clipToPlot(chart);
        ctx.fillStyle = cssColour('var(--bad)');
        const width = Math.max(2, Math.round(2 * devicePixelRatio));
        const height = Math.round(9 * devicePixelRatio);
        for (const { series } of lines()) {
          for (const step of series.nonFiniteSteps) {
            ctx.fillRect(chart.valToPos(step, 'x', true) - width / 2, bbox.top + bbox.height - height, width, height);
          }
        }
        ctx.restore();
      },
    },
  };
}

function drawBand(chart: uPlot, series: CurveSeries, [from, to]: readonly [number, number]): void {
  const { ctx } = chart;
  ctx.beginPath();
  for (let i = from; i <= to; i++) ctx.lineTo(x(chart, series, i), chart.valToPos(series.max[i] ?? 0, 'y', true));
  for (let i = to; i >= from; i--) ctx.lineTo(x(chart, series, i), chart.valToPos(series.min[i] ?? 0, 'y', true));
  ctx.closePath();
  ctx.fill();
}

function x(chart: uPlot, series: CurveSeries, index: number): number {
  return chart.valToPos(series.steps[index] ?? 0, 'x', true);
}

/** Index ranges without gaps; a band needs two points. */
function finiteRuns(series: CurveSeries, isLog: boolean): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let start = -1;
  for (let i = 0; i <= series.steps.length; i++) {
    const low = series.min[i] ?? null;
    const drawable = low !== null && (series.max[i] ?? null) !== null && (!isLog || low > 0);
    if (drawable && start < 0) start = i;
    if (!drawable && start >= 0) {
      if (i - 1 > start) runs.push([start, i - 1]);
      start = -1;
    }
  }
  return runs;
}

function clipToPlot(chart: uPlot): void {
  const { ctx, bbox } = chart;
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}
