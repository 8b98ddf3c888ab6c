import { type StartFacts, startFactsId } from '@seesaw/shared/startFacts';
import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';
import { sweepQuery } from './sweepQueries.ts';

/** Takes over what the server wrote into the page. Where it wrote nothing, as a server with a token, the page asks. */
export function noteStartFacts(client: QueryClient, page: Pick<Document, 'getElementById'>): void {
  const json = page.getElementById(startFactsId)?.textContent;
  if (json === undefined || json === null) return;
  const { newestEvent, sweep } = JSON.parse(json) as StartFacts;
  client.setQueryData(sessionQuery.queryKey, {
    required: false,
    signedIn: true,
    ...(newestEvent !== undefined && { newestEvent }),
  });
  if (sweep !== undefined) client.setQueryData(sweepQuery(sweep.id).queryKey, sweep);
}
