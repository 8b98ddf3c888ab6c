import type { Scalar } from '@seesaw/shared/hyperparameter';

/** What the form shows of a sweep file. The text stays the one truth: the form is read from it and edits it in place. */
export interface SweepForm {
  readonly name: string;
  readonly description: string;
  readonly recipe: string;
  readonly dataset: string;
  readonly method: string;
  readonly metricName: string;
  readonly metricGoal: string;
  readonly runCap: number | undefined;
  readonly concurrency: number | undefined;
  readonly seed: number | undefined;
  readonly pool: string;
  readonly parameters: Readonly<Record<string, ParameterSetting>>;
}

/** How one hyperparameter is set; one that is not in the file has its recipe's default. */
export type ParameterSetting =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'values'; readonly values: readonly Scalar[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly isLog: boolean }
  /** Legal in the file but beyond the form, such as a normal distribution: shown, not edited. */
  | { readonly kind: 'other'; readonly text: string };

export type ReadForm =
  | { readonly ok: true; readonly form: SweepForm }
  | { readonly ok: false; readonly line: number; readonly message: string };
