import type { NamedTensorMap, Rank, Tensor } from '@tensorflow/tfjs-core';
import { compileProgram, type Entry, type InputSpec, type Program, type ProgramOptions } from './compileProgram.ts';
import type { StepFunction } from './recordTrace.ts';

/** What is told of each input: an example, or shape and type. */
export type Inputs = Readonly<Record<string, Tensor | InputSpec>>;

/** Tensors for them, each of the rank that its shape has. */
export type TensorsOf<I extends Inputs> = { readonly [Name in keyof I]: TensorOf<I[Name]> };

type TensorOf<Spec> = Spec extends Tensor
  ? Spec
  : Spec extends { readonly shape: { readonly length: infer Length } }
    ? Tensor<Length extends keyof Ranks ? Ranks[Length] : Rank>
    : Tensor;

interface Ranks {
  0: Rank.R0;
  1: Rank.R1;
  2: Rank.R2;
  3: Rank.R3;
  4: Rank.R4;
}

/** A compiled function, and what a `Program` can do besides. Shapes and types of what it is given are checked when it is called. */
export type CompiledStep<I extends Inputs, Outputs> = Omit<Program<'step'>, 'call'> &
  (keyof I extends never ? () => Outputs : (inputs: { readonly [Name in keyof I]: Tensor }) => Outputs);

/**
 * Compiles one function: `const step = compile(({ x }) => …, { variables, inputs: { x: { shape: [64, 2] } } })`.
 * @throws CompileFault
 */
export function compile<
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing is a function that only assigns.
  Outputs extends NamedTensorMap | void,
  const I extends Inputs = Readonly<Record<never, never>>,
>(
  run: (inputs: TensorsOf<I>) => Outputs,
  { inputs, repeated, ...options }: ProgramOptions & Pick<Entry, 'repeated'> & { readonly inputs?: I },
): CompiledStep<I, Outputs> {
  const program = compileProgram(
    { step: { run: run as unknown as StepFunction, ...(inputs && { inputs }), ...(repeated && { repeated }) } },
    options,
  );
  const { call, ...others } = program;
  const step = (given?: NamedTensorMap) => call('step', given);
  return Object.assign(step, others) as unknown as CompiledStep<I, Outputs>;
}
