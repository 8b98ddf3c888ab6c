import { sessionSchema, signInBodySchema } from '@seesaw/shared/api';
import type { FastifyRequest } from 'fastify';
import { isAllowed, Refused, sessionPath } from './callerCheck.ts';
import { sameText } from './sameText.ts';
import type { App, ServerParts } from './serverParts.ts';
import { endedSessionCookie, sessionCookie } from './sessionCookie.ts';
import { newestEvent } from './startFacts.ts';

/** How a browser shows the token once: pictures, downloads and the event stream cannot send a header, but a cookie. */
export function sessionRoutes(app: App, { token, store }: ServerParts): void {
  app.get(sessionPath, { schema: { response: { 200: sessionSchema } } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const signedIn = token === null || isAllowed(request, token);
    const newest = signedIn ? await newestEvent(store) : undefined;
    return { required: token !== null, signedIn, ...(newest !== undefined && { newestEvent: newest }) };
  });

  app.post(sessionPath, { schema: { body: signInBodySchema } }, (request, reply) => {
    if (token !== null) {
      if (!sameText(request.body.token, token)) throw new Refused(401, 'This is not the token of this server.');
      reply.header('set-cookie', sessionCookie({ token, nowMs: Date.now(), secure: isEncrypted(request) }));
    }
    return reply.status(204).send();
  });

  app.delete(sessionPath, (request, reply) => {
    if (token !== null) reply.header('set-cookie', endedSessionCookie({ token, secure: isEncrypted(request) }));
    return reply.status(204).send();
  });
}

/** Behind a proxy the last stretch is plain; what counts is the browser's. */
function isEncrypted(request: FastifyRequest): boolean {
  return request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
}
