import { adviceInWords, turns } from './advice.ts';
import { inWords, noProgressIn } from './progress.ts';
import type { Seen, Signal } from './seen.ts';
import { mean, median } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { percent } from './words.ts';

/** D is nearly always right and G no longer learns from it: its gradient has died, or it gets no further. */
export const dWins: Rule = (seen) => {
  const right = accuraciesOf(seen);
  if (right.length === 0 || Math.min(...right.map(({ share }) => share)) <= thresholds.dWinsAccuracy) return undefined;
  const learnsNot = gradientDied(seen) ?? getsNoFurther(seen);
  if (learnsNot === undefined) return undefined;
  return {
    health: 'd-wins',
    evidence: `Over the last ${seen.windowSteps} steps D is right on ${sharesInWords(right)}, and ${learnsNot}.`,
    advice: adviceInWords(turns.dWins),
  };
};

function gradientDied(seen: Seen): string | undefined {
  const first = median(seen.first('balance/grad_norm_g'));
  const now = median(seen.window('balance/grad_norm_g'));
  if (!(now < thresholds.dWinsGradient * first)) return undefined;
  return `the gradient of G is ${percent(now / first)} of what it was at first`;
}

function getsNoFurther(seen: Seen): string | undefined {
  const progress = noProgressIn(seen);
  return progress === undefined ? undefined : inWords(progress);
}

/** How often D is right, by what its loss lets it decide: about each kind, or about pairs; empty where it decides nothing. */
export function accuraciesOf(seen: Seen): { readonly share: number; readonly of: string }[] {
  const kinds: readonly [Signal, string][] = [
    ['balance/d_acc_real', 'the real samples'],
    ['balance/d_acc_fake', 'the fake samples'],
    ['balance/d_acc_paired', 'the pairs'],
  ];
  return kinds.flatMap(([name, of]) => {
    const shares = seen.window(name);
    return shares.length === 0 ? [] : [{ share: mean(shares), of }];
  });
}

export function sharesInWords(right: ReturnType<typeof accuraciesOf>): string {
  return right.map(({ share, of }) => `${percent(share)} of ${of}`).join(' and ');
}
