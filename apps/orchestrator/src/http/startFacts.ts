import { setTimeout } from 'node:timers/promises';
import { sweepRowSchema } from '@seesaw/shared/records';
import type { StartFacts } from '@seesaw/shared/startFacts';
import type { ServerParts } from './serverParts.ts';

/** A page or a session is sent without what takes longer: the page asks for it itself, and says what is wrong. */
const patienceMs = 250;

/** What is asked for, or nothing where that fails or takes long. */
export function soon<T>(asked: Promise<T>): Promise<T | undefined> {
  const found = asked.catch(() => undefined);
  return Promise.race([found, setTimeout(patienceMs, undefined, { ref: false })]);
}

/** What the page at a path shows first, where nobody has to show a token for it. */
export async function startFacts(
  pagePath: string,
  { store, token }: Pick<ServerParts, 'store' | 'token'>,
): Promise<StartFacts | undefined> {
  if (token !== null) return undefined;
  // First: what is read after it is at least as new.
  const newestEvent = await soon(store.events.tip());
  const sweepId = /^sweeps\/([^/]+)\/?$/.exec(pagePath)?.[1];
  const sweep = sweepId === undefined ? undefined : await soon(store.sweeps.get(sweepId));
  return {
    ...(newestEvent !== undefined && { newestEvent }),
    ...(sweep !== undefined && { sweep: sweepRowSchema.parse(sweep) }),
  };
}
