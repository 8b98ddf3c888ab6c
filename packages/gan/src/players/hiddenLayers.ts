import { type Activation, activations, piecesOf } from './activations.ts';
import { activated } from './layers/activated.ts';
import { dropout } from './layers/dropout.ts';
import type { Layer } from './layers/layer.ts';
import { type NormKind, normLayers } from './norms.ts';

/** What follows each hidden layer of a player. */
export interface Hidden {
  readonly activation: Activation;
  readonly norm: NormKind;
  /** Rows of the reference, for `norm: virtual-batch`. */
  readonly rows: number;
  /** Share of numbers that dropout takes away in training; 0 is without. */
  readonly dropout: number;
}

/** Hidden layers that only bend. */
export function plain(activation: Activation): Hidden {
  return { activation, norm: 'none', rows: 0, dropout: 0 };
}

/** What the layer before the activation has to give for `features` numbers after it, and with which gain. */
export function beforeActivation({ activation }: Hidden, features: number): { to: number; gain: number } {
  return { to: features * piecesOf(activation), gain: activations[activation].gain };
}

export interface Place {
  readonly index: number;
  /** Numbers, or channels, that it ends in. */
  readonly features: number;
  /** Before its names; none when absent. */
  readonly prefix?: string;
  /** Which of the layers that draw; `index` when absent. */
  readonly part?: number;
}

/** Normalisation, activation and dropout behind a hidden layer. */
export function afterHidden(hidden: Hidden, { index, features, prefix = '', part = index }: Place): Layer[] {
  const { to } = beforeActivation(hidden, features);
  return [
    ...normLayers(hidden.norm, `${prefix}norm${index}`, to, hidden.rows),
    activated(hidden.activation),
    ...(hidden.dropout > 0 ? [dropout(hidden.dropout, part)] : []),
  ];
}
