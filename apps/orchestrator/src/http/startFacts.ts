import { sweepRowSchema } from '@seesaw/shared/records';
import type { StartFacts } from '@seesaw/shared/startFacts';
import type { ServerParts } from './serverParts.ts';
import { soon } from './soon.ts';

/** A page or a session is sent without what takes longer: the page asks for it itself, and says what is wrong. */
const patienceMs = 250;

/** The newest event: what is read after it is at least as new. */
export function newestEvent({ events }: ServerParts['store']): Promise<number | undefined> {
  return soon(events.tip(), patienceMs);
}

/** What the page at a path shows first, where nobody has to show a token for it. */
export async function startFacts(
  pagePath: string,
  { store, token }: Pick<ServerParts, 'store' | 'token'>,
): Promise<StartFacts | undefined> {
  if (token !== null) return undefined;
  const newest = await newestEvent(store);
  const sweepId = /^sweeps\/([^/]+)\/?$/.exec(pagePath)?.[1];
  const sweep = sweepId === undefined ? undefined : await soon(store.sweeps.get(sweepId), patienceMs);
  return {
    ...(newest !== undefined && { newestEvent: newest }),
    ...(sweep !== undefined && { sweep: sweepRowSchema.parse(sweep) }),
  };
}
