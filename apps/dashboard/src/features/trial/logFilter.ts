import type { LogRow } from '@seesaw/shared/records';

export interface LogFilter {
  readonly test: (row: LogRow) => boolean;
  /** What is wrong with the expression; everything is shown then. */
  readonly problem: string | undefined;
}

/** A regular expression over the message, ignoring case. */
export function logFilter(pattern: string): LogFilter {
  if (pattern === '') return { test: () => true, problem: undefined };
  try {
    const expression = new RegExp(pattern, 'i');
    return { test: (row) => expression.test(row.message), problem: undefined };
  } catch (error) {
    return { test: () => true, problem: error instanceof Error ? error.message : String(error) };
  }
}
