import { startFactsId } from '@seesaw/shared/startFacts';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { noteStartFacts } from './noteStartFacts.ts';
import { sessionQuery } from './session.ts';
import { sweepQuery } from './sweepQueries.ts';

const pageWith = (json: string | undefined) => ({
  getElementById: (id: string) =>
    id === startFactsId && json !== undefined ? ({ textContent: json } as HTMLElement) : null,
});

test('what the server wrote into the page is not asked for', () => {
  const client = new QueryClient();
  noteStartFacts(client, pageWith('{"newestEvent":7,"sweep":{"id":"s1"}}'));
  expect(client.getQueryData(sessionQuery.queryKey)).toEqual({ required: false, signedIn: true, newestEvent: 7 });
  expect(client.getQueryData(sweepQuery('s1').queryKey)).toEqual({ id: 's1' });
});

test('a page into which nothing was written knows nothing, not even that it may ask', () => {
  const client = new QueryClient();
  noteStartFacts(client, pageWith(undefined));
  expect(client.getQueryCache().getAll()).toEqual([]);
});
