import type { Layer } from './layers/layer.ts';

/** The layers of a player before its last one. */
export interface Body {
  readonly layers: readonly Layer[];
  /** What the last layer is given: [batch, features]. */
  readonly features: number;
  /** The name of the last layer. */
  readonly last: string;
}
