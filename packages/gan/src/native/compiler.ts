import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core';

/** Functions over shared variables as one program; what `@seesaw/compile` gives, which the game is handed and does not know. */
export interface CompiledProgram {
  readonly mode: ExecutionMode;
  /**
   * @param epilogue what the entry's epilogue is fed, which then is computed as well
   * @param lanes only for these of them, where there are lanes
   */
  call(entry: string, inputs: NamedTensorMap, epilogue?: NamedTensorMap, lanes?: readonly number[]): NamedTensorMap;
  /** Gives the variables the values that the program has, or a lane of it. */
  pull(lane?: number): void;
  /** Gives the program the values that the variables have, or only a lane of it. */
  push(lane?: number): void;
  /** For lanes whose functions are not the one that was compiled; throws where one of them would be another program. */
  requireSame(entry: string, run: (inputs: NamedTensorMap) => NamedTensorMap, variables: readonly Variable[]): void;
  dispose(): void;
}

export type Compiler = (
  entries: Readonly<
    Record<
      string,
      {
        readonly run: (inputs: NamedTensorMap) => NamedTensorMap;
        readonly inputs: Readonly<Record<string, Tensor>>;
        /** One call runs it as often as it is given rows, `most` times at most, of inputs that are not the `same`; of these outputs, scalars, those of `every` time come back. */
        readonly repeated?: {
          readonly every: readonly string[];
          readonly most: number;
          readonly same?: readonly string[];
        };
        /** What calls may end with: a function of the outputs, of those that are not given of every time, and of its own inputs. */
        readonly epilogue?: {
          readonly run: (given: NamedTensorMap) => NamedTensorMap;
          readonly inputs: Readonly<Record<string, Tensor>>;
          readonly traces: 'once';
          /** Outputs that are for it alone: no call gives them. */
          readonly inner: readonly string[];
        };
      }
    >
  >,
  options: {
    /** In words, for people. */
    readonly what: string;
    readonly variables: readonly Variable[];
    readonly constants: readonly Tensor[];
    /** `once` does not look for what differs from call to call; `twice` where absent. */
    readonly traces?: 'once' | 'twice';
    /** While they are traced nothing is computed of operations whose shapes are known: no function of a game keeps a tensor. */
    readonly computes?: 'unknown';
    /** `false` runs it as it stands, for what is called some hundred times; true where absent. */
    readonly rewritten?: boolean;
    /** As many states of the variables in one program; variables of a lane stay as they are where its input of this name is false. */
    readonly lanes?: { readonly count: number; readonly active: string; readonly shared: readonly string[] };
  },
) => CompiledProgram;
