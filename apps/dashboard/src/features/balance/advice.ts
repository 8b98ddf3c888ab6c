import type { TrialRow } from '@seesaw/shared/records';
import { formatTrialNumber } from '../../format/numbers.ts';
import { verdictLook } from '../../theme/verdicts.ts';

export interface Advice {
  readonly health: string;
  readonly headline: string;
  /** Evidence and action of one of the trials, with settings in backticks. */
  readonly text: string;
}

/** The most common trouble of the sweep, told by one trial that has it. Nothing while all is well. */
export function adviceFor(trials: readonly TrialRow[]): Advice | undefined {
  const troubled = trials.filter((trial) => !['ok', 'unknown'].includes(trial.health) && trial.healthEvidence !== '');
  const counts = new Map<string, number>();
  for (const trial of troubled) counts.set(trial.health, (counts.get(trial.health) ?? 0) + 1);
  const [worst] = [...counts].sort(([a, m], [b, n]) => n - m || verdictLook(b).weight - verdictLook(a).weight);
  if (worst === undefined) return undefined;
  const [health, count] = worst;
  const example = troubled.findLast((trial) => trial.health === health);
  if (example === undefined) return undefined;
  return {
    health,
    headline: `${capital(verdictLook(health).label)} in ${count} of ${trials.length} trials:`,
    text: `${sentence(example.healthEvidence)} ${sentence(example.healthAdvice)} (trial ${formatTrialNumber(example.number)})`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
