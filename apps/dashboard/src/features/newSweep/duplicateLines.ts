import type { ValidationReply } from '@seesaw/shared/api';
import { formatNumber } from '../../format/numbers.ts';

/** One line for each trial that would train what another one trains or has trained. */
export function duplicateLines(duplicates: ValidationReply['duplicates']): string[] {
  if (duplicates === null) return [];
  return [
    ...duplicates.within.map(({ number, sameAs }) => `Trial ${number} equals trial ${sameAs}.`),
    ...duplicates.finished.map(({ number, as }) => {
      const score = as.score === null ? as.state : `${as.state}, score ${formatNumber(as.score)}`;
      return `Trial ${number} was trained already: trial ${as.number} of ${as.sweepName} (${score}).`;
    }),
  ];
}
