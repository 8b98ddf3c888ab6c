import type { HealthHistory, Verdict } from '@seesaw/shared/health';
import { assessHealth } from './assessHealth.ts';
import { columnsOf, rowsOf } from './columns.ts';
import { leftTheNumbers } from './diverged.ts';
import { rememberToo } from './remember.ts';
import { type MetricRow, metricRow, type SeenRow, seenRow } from './seen.ts';
import { thresholds } from './thresholds.ts';
import type { Found } from './verdict.ts';

/** What is remembered of a number: its first digits, so that a history is short and the same in memory and in a file. */
const digits = 6;

/** Judges one training report by report, and remembers what it needs to go on where it stopped. */
export interface Assessor {
  /** The verdict that holds after this report. A step that was judged is not judged again, unless a number has become none. */
  add(row: MetricRow): Verdict;
  /** The verdict that holds. */
  readonly verdict: Verdict;
  /**
   * What to say where no report follows: the verdict with the evidence of now, or what two evaluations have just said, which has
   * no half window to last any more. It changes nothing: who goes on from here is judged as one that never stopped.
   */
  conclusion(): Verdict;
  history(): HealthHistory;
}

/**
 * A verdict is raised when the rules have said the same for half a window, and gives way when they have said something else for as
 * long: what one evaluation alone says is often chance. Numbers that are none are said at once, and so is the first `ok`.
 *
 * @param windowSteps W, of `windowStepsOf`
 * @param history of an `Assessor` that judged the same training up to here
 */
export function createAssessor(windowSteps: number, history?: HealthHistory): Assessor {
  let step = history?.step ?? -1;
  let verdict: Verdict = history?.verdict ?? { health: 'unknown', evidence: '', advice: '' };
  let candidate = history?.candidate;
  let rows: readonly SeenRow[] = history === undefined ? [] : rowsOf(history.rows).map((row) => seenRow(row));

  function settle({ isConfirmed: _, ...found }: Found): void {
    if (found.health === verdict.health) candidate = undefined;
    else if (verdict.health === 'unknown' && found.health === 'ok') raise(found);
    else if (candidate?.health !== found.health) candidate = { health: found.health, since: step };
    else if (step - candidate.since >= thresholds.holdShare * windowSteps) raise(found);
  }

  function raise(found: Verdict): void {
    verdict = found;
    candidate = undefined;
  }

  return {
    add(row) {
      const noNumber = leftTheNumbers(row);
      if (noNumber !== undefined) {
        step = Math.max(step, row.step);
        raise(noNumber);
      } else if (row.step > step) {
        step = row.step;
        const seen = seenRow(row, shortened);
        settle(assessHealth([...rows, seen], windowSteps));
        rows = rememberToo(rows, seen, windowSteps);
      }
      return verdict;
    },
    get verdict() {
      return verdict;
    },
    conclusion() {
      if (rows.length === 0 || verdict.health === 'diverged') return verdict;
      const { isConfirmed, ...found } = assessHealth(rows, windowSteps);
      if (isConfirmed || found.health === verdict.health) return found;
      if (candidate === undefined) return verdict;
      const { health, since } = candidate;
      return { ...verdict, evidence: `${verdict.evidence} From step ${since} on it looked ${health}.` };
    },
    history: () => ({
      step,
      verdict,
      ...(candidate !== undefined && { candidate }),
      rows: columnsOf(rows.map(metricRow)),
    }),
  };
}

function shortened(value: number): number {
  return Number(value.toPrecision(digits));
}
