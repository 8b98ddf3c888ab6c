import type { TrialRow } from '@seesaw/shared/records';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { verdictLook } from '../../theme/verdicts.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';

/** What goes wrong most often in a sweep, and a trial that tells of it. */
export interface Trouble {
  readonly health: string;
  readonly headline: string;
  readonly trialNumber: number;
}

/** Undefined while all is well. */
export function troubleOf(trials: readonly MappedTrial[]): Trouble | undefined {
  const troubled = trials.filter(({ health }) => health !== 'ok' && health !== 'unknown');
  const counts = new Map<string, number>();
  for (const { health } of troubled) counts.set(health, (counts.get(health) ?? 0) + 1);
  const [worst] = [...counts].sort(([a, m], [b, n]) => n - m || verdictLook(b).weight - verdictLook(a).weight);
  if (worst === undefined) return undefined;
  const [health, count] = worst;
  const trialNumber = troubled.findLast((trial) => trial.health === health)!.number;
  const share = `${formatCount(count)} of ${formatCount(trials.length)} trials`;
  return { health, headline: `${capital(verdictLook(health).label)} in ${share}:`, trialNumber };
}

/** Evidence and action, with settings in backticks. */
export function adviceOf(trial: Pick<TrialRow, 'number' | 'healthEvidence' | 'healthAdvice'>): string {
  const { number, healthEvidence, healthAdvice } = trial;
  return `${sentence(healthEvidence)} ${sentence(healthAdvice)} (trial ${formatTrialNumber(number)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
