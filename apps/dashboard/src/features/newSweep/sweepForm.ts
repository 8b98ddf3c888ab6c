import type { Scalar } from '@seesaw/shared/hyperparameter';

/** What the form shows of a sweep file. The text stays the one truth: the form is read from it and edits it in place. */
export interface SweepForm {
  readonly name: string;
  readonly recipe: string;
  readonly dataset: string;
  readonly method: string;
  readonly parameters: Readonly<Record<string, ParameterSetting>>;
  /** The whole file as plain values, for settings that are read by their path. */
  readonly file: FileMapping;
  /** Ids in `warm_start.sweeps` as they are written: 3e45678922 looks like a number. */
  readonly warmSweeps: readonly string[];
}

export type FileMapping = Readonly<Record<string, unknown>>;

/** How one hyperparameter is set; one that is not in the file has its recipe's default. */
export type ParameterSetting =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'values'; readonly values: readonly Scalar[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly isLog: boolean }
  /** Legal in the file but beyond the form, such as a normal distribution: shown, not edited. */
  | { readonly kind: 'other'; readonly text: string; readonly group?: string };

export type ReadForm =
  | { readonly ok: true; readonly form: SweepForm }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** What the file has at a path, e.g. `['pbt', 'factor']`; undefined where it has nothing. */
export function valueAt(file: FileMapping, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    file,
  );
}

export function isMapping(value: unknown): value is FileMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
