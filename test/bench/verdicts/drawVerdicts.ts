import type { Signal } from '@seesaw/gan/health/seen';
import { thresholds } from '@seesaw/gan/health/thresholds';
import type { Health } from '@seesaw/shared/health';
import { lineFigure, type Panel } from '../curves/lineFigure.ts';
import type { Outcome } from './verdicts.ts';

interface Sign {
  readonly title: string;
  readonly scale: Panel['scale'];
  /** The signal that gives the verdict away, or what the rule makes of some. */
  readonly value: (of: (name: Signal) => number) => number;
  /** How many windows the rule looks at. */
  readonly windows: number;
  readonly level?: Panel['level'];
}

const score: Pick<Sign, 'scale' | 'value'> = { scale: 'linear', value: (of) => of('eval/score') };

/** Not `diverged`: a run that leaves the numbers has no curve. */
const signs: readonly [Health, Sign][] = [
  ['d-wins', { title: 'gradient of G', scale: 'log', value: (of) => of('balance/grad_norm_g'), windows: 1 }],
  [
    'g-wins',
    {
      title: 'fake samples that D finds',
      scale: 'linear',
      value: (of) => of('balance/d_acc_fake'),
      windows: 1,
      level: { at: thresholds.gWinsAccuracyOnFake, name: 'threshold' },
    },
  ],
  [
    'collapse',
    {
      title: 'near-duplicates',
      scale: 'linear',
      value: (of) => of('eval/duplicates'),
      windows: 1,
      level: { at: thresholds.collapseDuplicates, name: 'threshold' },
    },
  ],
  [
    'd-overfit',
    {
      title: 'r_v',
      scale: 'linear',
      value: (of) => of('balance/d_gap') / (of('balance/real_score') - of('balance/fake_score') + of('balance/d_gap')),
      windows: thresholds.dOverfitWindows,
      level: { at: thresholds.dOverfitNow, name: 'threshold' },
    },
  ],
  [
    'oscillating',
    {
      title: 'lead of D',
      scale: 'linear',
      value: (of) => of('balance/real_score') - of('balance/fake_score'),
      windows: thresholds.progressWindows,
    },
  ],
  ['stalled', { title: 'eval/score', ...score, windows: 1 }],
  ['ok', { title: 'eval/score', ...score, windows: 0 }],
];

/**
 * One run of each verdict: the signal that gives it away, and shaded the windows in which the rule saw it when it was raised; in grey
 * the same of a healthy run of the recipe.
 */
export function drawVerdicts(outcomes: readonly Outcome[]): string {
  const first = (health: Health, recipe?: string) =>
    outcomes.find(({ labelled }) => labelled.label === health && labelled.recipe === (recipe ?? labelled.recipe));
  return lineFigure(
    signs.flatMap(([health, { title, scale, value, windows, level }]): Panel[] => {
      const outcome = first(health);
      if (outcome === undefined) return [];
      const { labelled, judged, windowSteps } = outcome;
      const raised = judged.said.find(([said]) => said === health)?.[1];
      const healthy = health === 'ok' ? undefined : first('ok', labelled.recipe);
      return [
        {
          title: `${health}: ${title}`,
          scale,
          lines: [
            ...(healthy === undefined ? [] : [{ points: pointsOf(healthy, value), faint: true }]),
            { points: pointsOf(outcome, value) },
          ],
          ...(level !== undefined && { level }),
          ...(raised !== undefined &&
            windows > 0 && { band: { from: Math.max(0, raised - windows * windowSteps), to: raised } }),
        },
      ];
    }),
    'step',
  );
}

function pointsOf({ recorded }: Outcome, value: Sign['value']): (readonly [number, number])[] {
  return recorded.rows.flatMap(({ step, values }) => {
    const y = value((name) => values[name] ?? Number.NaN);
    return Number.isFinite(y) ? [[step, y] as const] : [];
  });
}
