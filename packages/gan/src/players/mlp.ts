import { type Activation, activations } from './activations.ts';
import { activated } from './layers/activated.ts';
import { dense } from './layers/dense.ts';
import { type Sequence, sequence } from './sequence.ts';

/** A fully connected network. */
export interface MlpShape {
  /** Units per layer, input first: [z, width, width, out]. */
  readonly units: readonly number[];
  /** Between layers. */
  readonly activation: Activation;
  /** After the last layer. */
  readonly output: 'linear' | 'tanh';
}

/** `dense0`, `dense1`, … with an activation after each; [batch, units[0]] → [batch, units.at(-1)]. */
export function mlp({ units, activation, output }: MlpShape): Sequence {
  const last = units.length - 2;
  const layers = units.slice(1).flatMap((to, i) => {
    const gain = i === last ? 1 : activations[activation].gain;
    return [dense(`dense${i}`, units[i]!, to, gain), ...(i === last ? [] : [activated(activation)])];
  });
  return sequence(output === 'linear' ? layers : [...layers, activated(output)]);
}
