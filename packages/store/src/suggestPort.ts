import type { Pbt } from '@seesaw/shared/earlyTerminate';
import type { Known } from '@seesaw/shared/known';
import type { Race } from '@seesaw/shared/pointStanding';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Point } from '@seesaw/shared/searchSpace';
import type { Judge } from '@seesaw/shared/standing';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/** Who goes on from whose checkpoint after a generation, and how; pure (from packages/search). */
export type Evolve = (
  sweep: ResolvedSweep,
  pbt: Pbt,
  step: number,
  members: readonly {
    readonly number: number;
    readonly point: Point;
    readonly value: number | null;
  }[],
) => readonly {
  readonly number: number;
  readonly from: number;
  readonly point: Point;
  readonly config: TrialConfig;
}[];

/**
 * Turns trial numbers into points; pure (from packages/search), called inside the transaction that numbers the trials.
 * `known` is empty for methods that do not use results.
 */
export type Suggest = (sweep: ResolvedSweep, number: number, known: Known) => TrialConfig | 'exhausted';

/** See OrchestratorActivities.nextTrials; the rest is what decides inside the transaction. */
export interface NextTrialsInput {
  sweepId: string;
  open: readonly number[];
  count: number;
  ahead?: number;
  suggest: Suggest;
  /** Needed by sweeps that stop trials early. */
  judge?: Judge;
  /** Needed by population based training. */
  evolve?: Evolve;
  /** Needed by sweeps that skip repeats of points that are clearly worse. */
  race?: Race;
}
