import { type ExitCode, exitCodes } from './exitCodes.ts';

/** An error for a person: one line what happened, one line what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: { hint?: string | undefined; exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? exitCodes.error;
  }
}

export function usageError(message: string, hint?: string): CliError {
  return new CliError(message, { hint, exitCode: exitCodes.usage });
}

/** A file that a person named cannot be written. */
export function notWritten(file: string, cause: unknown): CliError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const known: Partial<Record<string, string>> = {
    ENOENT: 'its folder does not exist',
    EISDIR: 'it is a folder',
    EACCES: 'that is not allowed',
    EROFS: 'nothing can be written there',
    ENOSPC: 'the disk is full',
  };
  return new CliError(`${file} cannot be written: ${known[code ?? ''] ?? message}.`, { cause });
}

/** Ctrl-C: not an error, but the work was not finished. `note` says what goes on without us. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
