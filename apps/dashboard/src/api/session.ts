import type { SessionReply } from '@seesaw/shared/api';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { ApiError, requestJson } from './request.ts';

/** Whether this browser may talk to the server. The token itself is nowhere in the page: a cookie that scripts cannot read stands for it. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => requestJson<SessionReply>('/session', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** Whether the server would answer this browser; false too where nobody knows. */
export async function mayAsk(client: QueryClient): Promise<boolean> {
  const session = await client.ensureQueryData(sessionQuery).catch(() => undefined);
  return session !== undefined && (!session.required || session.signedIn);
}

/** @throws ApiError 401 when this is not the token of the server */
export function signIn(token: string): Promise<void> {
  return requestJson<void>('/session', { method: 'POST', body: { token } });
}

export function signOut(): Promise<void> {
  return requestJson<void>('/session', { method: 'DELETE' });
}

/** Notes that the session has ended, so that the page asks for the token again; for any error that a call met. */
export function noteRefusal(client: QueryClient, error: Error): void {
  if (!(error instanceof ApiError) || error.status !== 401) return;
  client.setQueryData<SessionReply>(keys.session, { required: true, signedIn: false });
}
