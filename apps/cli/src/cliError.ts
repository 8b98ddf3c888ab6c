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

/** Ctrl-C: not an error, but the work was not finished. `note` says what goes on without us. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
