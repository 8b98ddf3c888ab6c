import type { CurvesResult } from './curves.ts';
import { lineFigure, type Panel } from './lineFigure.ts';

const panels: readonly { metric: string; title: string; scale: Panel['scale'] }[] = [
  { metric: 'frechet', title: 'Fréchet distance', scale: 'log' },
  { metric: 'kid', title: 'KID', scale: 'log' },
  { metric: 'precision', title: 'precision', scale: 'linear' },
  { metric: 'recall', title: 'recall', scale: 'linear' },
  { metric: 'density', title: 'density', scale: 'linear' },
  { metric: 'coverage', title: 'coverage', scale: 'linear' },
];

/** The metrics over the steps, one curve a seed, as SVG. */
export function drawCurves({ runs, floor }: CurvesResult): string {
  return lineFigure(
    panels.map(({ metric, title, scale }) => ({
      title,
      scale,
      lines: runs.map(({ rows }) => ({
        points: rows.map(({ step, values }) => [step, values[`eval/${metric}`] ?? Number.NaN] as const),
      })),
      ...(floor !== null && { level: { at: floor[metric] ?? Number.NaN, name: 'real data' } }),
    })),
    'step',
  );
}
