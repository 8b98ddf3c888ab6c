import type { Catalog, FindContradictions } from './catalog.ts';
import type { PackOf } from './lanes.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';

/** One thing wrong (or ignored) in a sweep file. */
export interface SweepFileProblem {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** e.g. `parameters.lr_ratio.min`. */
  readonly path: string;
  /** What is wrong and what was expected. */
  readonly message: string;
  /** What to do: "did you mean lr_ratio?". */
  readonly suggestion?: string;
  readonly severity: 'error' | 'warning';
}

export type ParsedSweepFile =
  | { readonly ok: true; readonly sweep: ResolvedSweep; readonly warnings: readonly SweepFileProblem[] }
  | { readonly ok: false; readonly problems: readonly SweepFileProblem[] };

export interface SweepFileContext {
  readonly catalog: Catalog;
  readonly findContradictions: FindContradictions;
  readonly packOf: PackOf;
  /** Turns an alias into the data set at hand (`mnist` → `mnist-10k`); identity for concrete names. */
  readonly resolveDataset: (nameOrAlias: string) => string;
  /** Whether a data set that lies in a folder is there, as far as one can tell where the file is read; absent = one cannot. */
  readonly lookForFolder?: (
    dataset: string,
  ) => Pick<SweepFileProblem, 'message' | 'suggestion' | 'severity'> | undefined;
}
