import type { ResolvedSweep } from './resolvedSweep.ts';
import { maxRunCap } from './sweepFileDefaults.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';

/** A year. */
const maxHours = 8760;

/** What ends a sweep before its last trial: failures, time. */
export function readBudget(
  fields: FieldReader,
  problems: ProblemList,
): Pick<ResolvedSweep, 'maxFailed' | 'maxFailedRate' | 'maxHours'> {
  const range = (key: string, most: number, what: string): number | null => {
    const number = fields.number(key) ?? null;
    if (number === null || (number > 0 && number <= most)) return number;
    const message = `${key}: expected ${what} above 0 and at most ${most}, got ${number}.`;
    const percent = key === 'max_failed_rate' && number > 1 && number <= 100 ? `Write ${number / 100}.` : undefined;
    problems.error(fields.at(key), key, message, percent);
    return null;
  };
  return {
    maxFailed: fields.integer('max_failed', { min: 1, max: maxRunCap }) ?? null,
    maxFailedRate: range('max_failed_rate', 1, 'a share'),
    maxHours: range('max_hours', maxHours, 'hours'),
  };
}
