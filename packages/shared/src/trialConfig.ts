import type { Scalar } from './hyperparameter.ts';
import type { Keep } from './keep.ts';

/** A fixed, fully resolved configuration: no default is applied after this. */
export interface TrialConfig {
  readonly recipe: string;
  /** A concrete data set (never an alias), so that another host cannot silently train on something else. */
  readonly dataset: string;
  /** Training seed, unsigned 32 bit. Every random draw of the training is a function of (seed, purpose, step). */
  readonly seed: number;
  /** Last step of the training. */
  readonly steps: number;
  /** Every hyperparameter of the recipe except `seed` and `steps`. */
  readonly values: Readonly<Record<string, Scalar>>;
  readonly checkpoint: { readonly everySteps: number; readonly keep: Keep };
}

/** JSON with sorted keys: two equal configurations give equal text, hence equal `configHash` (SHA-256, hex, first 16). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
