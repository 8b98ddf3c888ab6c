import { SeesawError } from '@seesaw/shared/errors';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { NativeLibrary } from './nativeLibrary.ts';

export interface LanesInput {
  /** What the supervisor has for it; 1 where it trains alone. */
  readonly asked: number;
  readonly mode: ExecutionMode;
  readonly device: NativeLibrary['device'];
  readonly threads: number;
  /** Of the steps that are gone on from; absent where there are none. */
  readonly before?: number;
  /** Steps may run otherwise than those before where they have to. */
  readonly mayChange: boolean;
  readonly log: (text: string) => void;
}

/**
 * Of how many lanes the program of a segment is: as many as its place has, or 1 beside it where other bits would come of that than
 * of the steps before.
 * @throws SeesawError 'conflict' where neither is what those steps ran in
 */
export function lanesOfSegment({ asked, mode, device, threads, before, mayChange, log }: LanesInput): number {
  if (before === undefined || before === asked) return asked;
  const ran = before === 1 ? 'alone' : `in one of ${before} lanes`;
  const runs = asked === 1 ? 'alone' : `in one of ${asked} lanes`;
  if (anyLanesAlike(mode, device, threads)) {
    log(`Goes on ${runs}, where its steps so far ran ${ran}: as ${mode} that changes no bit.`);
    return asked;
  }
  if (before === 1) {
    log(
      `Goes on alone beside the other trials, as its steps so far ran: in one of ${asked} lanes it would end in other bits.`,
    );
    return 1;
  }
  if (mayChange) {
    log(
      `Goes on ${runs}, where its steps so far ran ${ran}: it is not bit-equal to a trial that was never interrupted.`,
    );
    return asked;
  }
  const message = `The steps so far ran ${ran} (${mode}), and here they would run ${runs}, which gives other bits. Retry on a trainer that packs ${before} trials, retry with --from scratch, or set SEESAW_MAY_CHANGE_EXECUTION=true for this trainer and retry: the trial goes on, and is not bit-equal to one that was never interrupted.`;
  throw new SeesawError('conflict', message);
}

/** Tested of graphs with one thread; XLA, several threads and the libraries of a GPU sum in an order of their own for each shape. */
function anyLanesAlike(mode: ExecutionMode, device: LanesInput['device'], threads: number): boolean {
  return mode === 'eager' || (mode === 'graph' && device === 'cpu' && threads === 1);
}
