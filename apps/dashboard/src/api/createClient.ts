import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './request.ts';
import { noteRefusal } from './session.ts';

/** What the page knows of the server, and when it asks again. */
export function createClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noteRefusal(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noteRefusal(client, error) }),
    defaultOptions: {
      queries: {
        // The live stream says when something is stale; a window that comes back into focus asks anyway.
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
  return client;
}
