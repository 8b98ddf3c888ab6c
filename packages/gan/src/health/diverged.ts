import type { Verdict } from '@seesaw/shared/health';
import { adviceInWords, turns } from './advice.ts';
import type { MetricRow } from './seen.ts';
import { median } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { show } from './words.ts';

const advice = adviceInWords(turns.diverged);

/** A loss or a signal of the game that is no number, at any time. */
export function leftTheNumbers({ step, values }: MetricRow): Verdict | undefined {
  // Nearly always: a hundred names are looked at only where something is wrong.
  if (Object.values(values).every(Number.isFinite)) return undefined;
  const name = Object.keys(values).find((one) => !Number.isFinite(values[one]) && isGame(one));
  if (name === undefined) return undefined;
  return { health: 'diverged', evidence: `${name} is ${values[name]} at step ${step}.`, advice };
}

/** @param tensor of the state in which a number is none; what the players answer may still be numbers */
export function stateLeftTheNumbers(tensor: string, step: number): Verdict {
  return { health: 'diverged', evidence: `A value of ${tensor} is not finite at step ${step}.`, advice };
}

/** A gradient that outgrew what it has lately been, and all that it was at first. */
export const exploded: Rule = (seen) => {
  for (const player of ['d', 'g'] as const) {
    const name = `balance/grad_norm_${player}` as const;
    const norms = seen.newest(name, thresholds.progressWindows);
    const now = norms.at(-1);
    // The median is no smaller than the least: nearly always that says enough without sorting.
    if (now === undefined || now <= thresholds.divergedNorm * Math.min(...norms)) continue;
    const usual = median(norms);
    if (!(usual > 0 && now > thresholds.divergedNorm * usual)) continue;
    if (now <= thresholds.divergedNormOfFirst * Math.max(...seen.first(name))) continue;
    return {
      health: 'diverged',
      evidence: `The gradient of ${player.toUpperCase()} is ${show(now)} at step ${seen.rows.at(-1)!.step}, ${Math.round(now / usual)} times its median of the last ${thresholds.progressWindows * seen.windowSteps} steps.`,
      advice: adviceInWords(player === 'd' ? turns.gradientOfD : turns.gradientOfG),
    };
  }
  return undefined;
};

function isGame(name: string): boolean {
  return name.startsWith('train/') || name.startsWith('balance/');
}
