import type { Activation } from './activations.ts';
import { denseBody } from './denseBody.ts';
import { plain } from './hiddenLayers.ts';
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
  const body = denseBody(units[0]!, units.slice(1, -1), plain(activation));
  const end = dense(body.last, body.features, units.at(-1)!, 1);
  return sequence([...body.layers, end, ...(output === 'linear' ? [] : [activated(output)])]);
}
