import type { ErrorCode } from '@seesaw/shared/errors';
import { isHarmless } from './levelOfLine.ts';

/** How a child process ended, as Node reports it, and what is known around it. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Newest lines last. */
  readonly lastLines: readonly string[];
  /** The kernel counted one more kill for memory; null where it does not count. */
  readonly oomKilled: boolean | null;
}

export interface ExitExplanation {
  readonly code: Extract<ErrorCode, 'out-of-memory' | 'trainer-child-died'>;
  /** Sentences for a person, with the child's last words. */
  readonly message: string;
}

const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'it was killed from outside (SIGKILL)',
  SIGTERM: 'it was asked to end from outside (SIGTERM)',
  SIGINT: 'it was interrupted from outside (SIGINT)',
  SIGHUP: 'its terminal or session went away (SIGHUP)',
  SIGSEGV: 'native code read memory that is not its own (SIGSEGV)',
  SIGBUS: 'native code read memory that does not exist, or a file it had mapped shrank (SIGBUS)',
  SIGABRT: 'native code gave up on an internal check (SIGABRT)',
  SIGILL: 'the processor does not know an instruction that TensorFlow was compiled for (SIGILL)',
  SIGFPE: 'native code divided an integer by zero (SIGFPE)',
};
const SIGNAL_NUMBERS: Readonly<Record<number, NodeJS.Signals>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};
const HEAP = /JavaScript heap out of memory|Array buffer allocation failed/;
const NATIVE_MEMORY =
  /std::bad_alloc|OOM when allocating|RESOURCE_EXHAUSTED|CUDA_ERROR_OUT_OF_MEMORY|Cannot allocate memory/;
const MAX_QUOTE = 1_000;

/** Puts exit code and signal into words, and tells memory apart from everything else. */
export function explainExit(exit: ChildExit): ExitExplanation {
  const said = exit.lastLines.join('\n');
  // A shell between us and the program reports a signal as 128 + its number.
  const signal = exit.signal ?? SIGNAL_NUMBERS[(exit.code ?? 0) - 128] ?? null;
  const memory = HEAP.test(said)
    ? 'its JavaScript heap was full'
    : NATIVE_MEMORY.test(said)
      ? 'TensorFlow could not allocate memory'
      : signal === 'SIGKILL' && exit.oomKilled === true
        ? 'the kernel killed it because memory ran out'
        : null;
  if (memory !== null) {
    const advice = 'Lower batch_size or width_d, or give the trainer fewer slots (SEESAW_DEVICES).';
    return {
      code: 'out-of-memory',
      message: `The training process ran out of memory: ${memory}. ${advice}${quote(exit, signal)}`,
    };
  }
  return {
    code: 'trainer-child-died',
    message: `The training process ended: ${how(exit, signal)}.${quote(exit, signal)}`,
  };
}

function how({ code, oomKilled }: ChildExit, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL' && oomKilled === null) {
    return `${SIGNALS.SIGKILL}, by a person or by the kernel for lack of memory; this machine does not tell which`;
  }
  if (signal !== null) return SIGNALS[signal] ?? `signal ${signal}`;
  if (code === 0) return 'it left by itself (exit code 0) in the middle of a trial';
  return `exit code ${code ?? 'unknown'}`;
}

function quote({ lastLines }: ChildExit, signal: NodeJS.Signals | null): string {
  const printed = lastLines.filter((line) => line.trim() !== '');
  // Where the processor did not know an instruction, what XLA says of its features is no longer harmless.
  const said = printed.filter((line) => signal === 'SIGILL' || !isHarmless(line)).slice(-5);
  if (said.length === 0) return printed.length === 0 ? ' It printed nothing.' : ' It printed nothing that tells more.';
  const text = said.join(' | ');
  return ` Its last words: ${text.length > MAX_QUOTE ? `…${text.slice(-MAX_QUOTE)}` : text}`;
}
