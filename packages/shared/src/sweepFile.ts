import type { Catalog, FindContradictions, FolderFacts } from './catalog.ts';
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

export type FolderFault = Pick<SweepFileProblem, 'message' | 'suggestion' | 'severity'>;

export interface SweepFileContext {
  readonly catalog: Catalog;
  readonly findContradictions: FindContradictions;
  readonly packOf: PackOf;
  /** Turns an alias into the data set at hand (`mnist` → `mnist-10k`); identity for concrete names. */
  readonly resolveDataset: (nameOrAlias: string) => string;
  /** What can be told of a data set in a folder where the file is read, before anybody trains on it; absent = nothing. */
  readonly lookForFolder?: (dataset: string) => FolderFacts | FolderFault;
}
