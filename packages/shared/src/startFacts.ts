import type { SweepRow } from './records.ts';

/** The id of the JSON in a served page that holds its {@link StartFacts}. */
export const startFactsId = 'seesaw-facts';

/**
 * What a server without a token writes into a page, so that the page need not ask before it asks for what it shows: each question is
 * on its way only once the page's code runs, and one after the other they are a good part of what somebody waits for. A server with
 * a token writes nothing: the cookie of a session comes with calls of the API alone.
 */
export interface StartFacts {
  /** As in a session's answer. */
  readonly newestEvent?: number;
  /** On the page of a sweep. Absent where there is no such sweep, or the store does not answer at once. */
  readonly sweep?: SweepRow;
}
