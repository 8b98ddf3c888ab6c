import type { RegulariserEntry } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';

/** The knob that switches it on. */
export function knobOf({ hyperparameters }: RegulariserEntry): string {
  return hyperparameters[0]!.name;
}

/** Whether that knob has left its default. */
export function isOn(entry: RegulariserEntry, values: Readonly<Record<string, Scalar>>): boolean {
  const value = values[knobOf(entry)];
  return value !== undefined && value !== entry.hyperparameters[0]!.default;
}
