import { SeesawError } from '@seesaw/shared/errors';

/** A data set that cannot be trained on: which file or folder, what is wrong with it, and what to do. Never retried. */
export function dataFault(file: string, what: string, hint: string, cause?: unknown): SeesawError {
  return new SeesawError('data-set', `${file} ${what}. ${hint}`, { facts: { file, hint }, cause });
}
