import { type Activation, activations } from '../activations.ts';
import type { Layer } from './layer.ts';

/** An activation as a layer without weights. */
export function activated(activation: Activation): Layer {
  return { slices: [], apply: (input) => activations[activation].apply(input) };
}
