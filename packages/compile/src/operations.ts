import table from './operations.json' with { type: 'json' };

/** One argument of an operation; which attributes say its type and how many tensors it is. */
export interface OperationArgument {
  readonly name: string;
  readonly type?: string;
  readonly count?: string;
  readonly types?: string;
}

export interface Operation {
  readonly inputs: readonly OperationArgument[];
  readonly outputs: readonly OperationArgument[];
  /** What it gives does not depend on its inputs alone, or it does something besides. */
  readonly stateful?: boolean;
  /** oneDNN has one too, which TensorFlow may put in its place in a graph. */
  readonly oneDnn?: boolean;
}

export type OperationTable = Readonly<Record<string, Operation>>;

/** What TensorFlow 2.21 says of the operations that tfjs-node runs; written by `scripts/writeOperations.ts`. */
export const operations: OperationTable = table;
