import { dispose, type NamedTensorMap, type Variable, zeros } from '@tensorflow/tfjs-core';
import { CompileFault } from '../compileFault.ts';
import type { ProgramOptions } from '../compileProgram.ts';
import { nativeBackend } from '../nativeBackend.ts';
import { recordTrace, type StepFunction } from '../recordTrace.ts';
import type { Trace } from '../trace.ts';
import { traceDifference } from '../traceDifference.ts';

/** @throws CompileFault where a function over other variables is not what was traced as `trace` */
export function requireSameTrace(
  found: {
    readonly entry: string;
    readonly run: StepFunction;
    readonly variables: readonly Variable[];
    readonly trace: Trace;
    readonly inputs: NamedTensorMap;
  },
  { constants = [], computes = 'all' }: ProgramOptions,
): void {
  const { entry, run, variables, trace } = found;
  const inputs = Object.fromEntries(
    Object.entries(found.inputs).map(([name, { shape, dtype }]) => [name, zeros([...shape] as [number], dtype)]),
  );
  try {
    const other = recordTrace({ backend: nativeBackend(), run, variables, inputs, constants, computes });
    const difference = traceDifference(trace, other);
    if (difference === undefined) return;
    const { what, one, other: then, user } = difference;
    const why =
      what === 'operation'
        ? `where one runs ${one?.operation ?? 'nothing more'} the other runs ${then?.operation ?? 'nothing more'}`
        : `${one!.operation}, used by ${user}, has other numbers`;
    throw new CompileFault('lanes', `${entry} of this lane is not that of the others: ${why}. Feed what may differ.`);
  } finally {
    dispose(inputs);
  }
}
