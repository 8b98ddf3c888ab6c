import type { Losses } from '@seesaw/shared/front';
import { exclusiveVolume } from './hypervolume.ts';

/**
 * Which `count` of them dominate most together: one after the other the one that adds most to those chosen before, the first
 * of equal ones. Greedy is within 1 - 1/e of the best choice (Nemhauser, Wolsey and Fisher 1978; Guerreiro, Fonseca and
 * Paquete 2016). Indices in the order in which they were chosen.
 */
export function volumeSubset(all: readonly Losses[], count: number, reference: Losses): number[] {
  const chosen: number[] = [];
  // The more are chosen, the less each other one adds: what it added earlier is a bound, so few are computed anew.
  const bounds = all.map((losses, index) => ({ index, adds: exclusiveVolume(losses, [], reference) }));
  while (chosen.length < count && bounds.length > 0) {
    const others = chosen.map((index) => all[index]!);
    let best: { index: number; adds: number } | undefined;
    bounds.sort((a, b) => b.adds - a.adds || a.index - b.index);
    for (const bound of bounds) {
      if (best !== undefined && bound.adds < best.adds) break;
      bound.adds = exclusiveVolume(all[bound.index]!, others, reference);
      if (best === undefined || bound.adds > best.adds || (bound.adds === best.adds && bound.index < best.index)) {
        best = bound;
      }
    }
    chosen.push(best!.index);
    bounds.splice(bounds.indexOf(best!), 1);
  }
  return chosen;
}
