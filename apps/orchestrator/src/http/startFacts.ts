import { setTimeout } from 'node:timers/promises';
import { sweepRowSchema } from '@seesaw/shared/records';
import type { StartFacts } from '@seesaw/shared/startFacts';
import type { ServerParts } from './serverParts.ts';

/** A page is sent without what takes longer: it asks for that itself, and says what is wrong. */
const patienceMs = 250;

/** What the page at a path shows first, where nobody has to show a token for it. */
export async function startFacts(
  pagePath: string,
  { store, token }: Pick<ServerParts, 'store' | 'token'>,
): Promise<StartFacts | undefined> {
  if (token !== null) return undefined;
  const sweepId = /^sweeps\/([^/]+)\/?$/.exec(pagePath)?.[1];
  if (sweepId === undefined) return {};
  const found = store.sweeps.get(sweepId).catch(() => undefined);
  const sweep = await Promise.race([found, setTimeout(patienceMs, undefined, { ref: false })]);
  return sweep === undefined ? {} : { sweep: sweepRowSchema.parse(sweep) };
}
