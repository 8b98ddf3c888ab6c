import type { SweepRow } from '@seesaw/shared/records';
import { withoutSuccess } from '@seesaw/shared/withoutSuccess';
import { Interrupted } from '../cliError.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import { followSweep, type SweepSnapshot } from './followSweep.ts';
import { createProgressView } from './progressView.ts';

/** Shows a sweep live until it has ended. Ctrl-C ends the watching, not the sweep. */
export async function watchSweep(session: Session, sweepId: string, quiet = false): Promise<SweepSnapshot> {
  const { paint, signal, err } = session;
  const api = await session.api();
  const view = createProgressView(err, paint);
  try {
    return await followSweep({
      api,
      sweepId,
      signal,
      onLook: (snapshot) => {
        if (!quiet) view.show(snapshot);
      },
      onLost: (error) => view.note(`${paint.warn('waiting')}  ${error.message} Trying again.`),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(`The sweep goes on. Watch it again: seesaw sweep watch ${sweepId}`);
  } finally {
    view.end();
  }
}

/** 3 when a trial failed or none succeeded, 1 when the sweep was cancelled, 0 otherwise. One diverged among others is a result. */
export function exitCodeOf(sweep: SweepRow): ExitCode {
  if ((sweep.counts.failed ?? 0) > 0 || withoutSuccess(sweep) !== undefined) return exitCodes.someTrialsFailed;
  return sweep.state === 'cancelled' || sweep.state === 'failed' ? exitCodes.error : exitCodes.ok;
}

/** One sentence about how a sweep ended, and what to type if something failed. */
export function endingText(sweep: SweepRow, session: Session): string {
  const { paint } = session;
  const failed = sweep.counts.failed ?? 0;
  const nothing = withoutSuccess(sweep);
  const head =
    nothing === undefined
      ? `${sweep.name} is ${paint.state(sweep.state)}.${failed === 0 ? '' : ` ${plural(failed, 'trial')} failed.`}`
      : `${sweep.name} is ${sweep.state}, but ${paint.bad(nothing)}.`;
  if (failed > 0)
    return `${head}\n  Why: seesaw trial list --sweep ${sweep.id} --state failed\n  Again, from the last checkpoint: seesaw sweep retry ${sweep.id}\n`;
  return nothing === undefined ? `${head}\n` : `${head}\n  How: seesaw trial list --sweep ${sweep.id}\n`;
}
