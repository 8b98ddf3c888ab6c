import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { compileProgram, type Entry, type Program, type ProgramOptions } from './compileProgram.ts';
import type { StepFunction } from './recordTrace.ts';

/** A compiled function, and what a `Program` can do besides. */
export type CompiledStep = Omit<Program<'step'>, 'call'> & ((inputs?: NamedTensorMap) => NamedTensorMap);

/**
 * Compiles one function: `const step = compile(({ x }) => …, { variables, inputs: { x: { shape: [64, 2] } } })`.
 * @throws CompileFault
 */
export function compile(
  run: StepFunction,
  { inputs, ...options }: ProgramOptions & Pick<Entry, 'inputs'>,
): CompiledStep {
  const program = compileProgram({ step: { run, ...(inputs && { inputs }) } }, options);
  const { call, ...others } = program;
  return Object.assign((given?: NamedTensorMap) => call('step', given), others);
}
