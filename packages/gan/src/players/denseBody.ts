import type { Body } from './body.ts';
import { afterHidden, beforeActivation, type Hidden } from './hiddenLayers.ts';
import { dense } from './layers/dense.ts';

/** Hidden layers `dense0`, `dense1`, … of a fully connected network: [batch, from] → [batch, widths.at(-1)]. */
export function denseBody(from: number, widths: readonly number[], hidden: Hidden): Body {
  const layers = widths.flatMap((features, index) => {
    const { to, gain } = beforeActivation(hidden, features);
    return [dense(`dense${index}`, widths[index - 1] ?? from, to, gain), ...afterHidden(hidden, { index, features })];
  });
  return { layers, features: widths.at(-1) ?? from, last: `dense${widths.length}` };
}
