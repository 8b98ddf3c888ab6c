import { CompileFault } from '@seesaw/compile/compileFault';
import { compileProgram } from '@seesaw/compile/compileProgram';
import { addedChoice } from '@seesaw/gan/game/knobs';
import type { Compiler } from '@seesaw/gan/native/compiler';
import { SeesawError } from '@seesaw/shared/errors';
import { type ExecutionMode, executionChoices } from '@seesaw/shared/executionMode';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { NativeLibrary } from './nativeLibrary.ts';
import { saysOutOfMemory } from './outOfMemory.ts';

export interface ExecutionInput {
  readonly config: TrialConfig;
  readonly device: NativeLibrary['device'];
  /** How the steps ran that are gone on from; absent where there are none. */
  readonly before?: ExecutionMode;
  /** Steps may run otherwise than those before where they have to: the trial is then not bit-equal to an uninterrupted one. */
  readonly mayChange: boolean;
  readonly log: (text: string) => void;
}

export interface Execution {
  readonly mode: ExecutionMode;
  /** Absent for `eager`. */
  readonly compile?: Compiler;
  /** What compiling took so far: tracing, loading, and the first call of each program. */
  compilingMs(): number;
}

/** Measured, see docs/performance.md: XLA gains little on a CPU, and on a GPU all that launching one operation after the other costs. */
const fastest = { cpu: 'graph', cuda: 'xla' } as const;

/**
 * How the steps of a segment run: as those before them did, else as the configuration says. What cannot be compiled runs operation
 * by operation from its first step on, and says why; later segments of it do the same. What is looked at beside the steps is not
 * worth what XLA takes to compile it, and changes none of them: it is a graph wherever they are compiled.
 */
export function chooseExecution({ config, device, before, mayChange, log }: ExecutionInput): Execution {
  const choice = addedChoice(config, 'execution', 'eager', executionChoices);
  const asked = choice === 'auto' ? fastest[device] : choice;
  const mode = before ?? asked;
  if (mode !== asked) log(`Goes on as ${mode}, as its steps so far ran, though execution is ${asked}.`);
  let compilingMs = 0;
  const compile: Compiler = (entries, { what, ...options }) => {
    const wanted = what === 'steps' ? mode : 'graph';
    const start = performance.now();
    try {
      return compileProgram(entries, { ...options, mode: wanted });
    } catch (fault) {
      if (!(fault instanceof CompileFault) || saysOutOfMemory(fault.message)) throw fault;
      if (what === 'steps' && before !== undefined && !mayChange) throw cannotGoOn(mode, fault);
      log(`Its ${what} cannot be compiled (${wanted}), so they run operation by operation (eager). ${fault.message}`);
      return compileProgram(entries, { ...options, mode: 'eager' });
    } finally {
      compilingMs += performance.now() - start;
    }
  };
  return { mode, ...(mode !== 'eager' && { compile }), compilingMs: () => compilingMs };
}

/** Compiles in this mode, or throws a `CompileFault`. */
export function compilerFor(mode: ExecutionMode): Compiler {
  return (entries, { what, ...options }) => compileProgram(entries, { ...options, mode });
}

function cannotGoOn(mode: ExecutionMode, cause: CompileFault): SeesawError {
  const message = `The steps so far ran compiled (${mode}), and here they cannot be: ${cause.message} Operation by operation they would end in other bits. Retry on a trainer like the one before, retry with --from scratch, or set SEESAW_MAY_CHANGE_EXECUTION=true for this trainer and retry: the trial goes on, and is not bit-equal to one that was never interrupted.`;
  return new SeesawError('conflict', message, { cause });
}
