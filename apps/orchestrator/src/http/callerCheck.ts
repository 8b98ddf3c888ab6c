import { SeesawError } from '@seesaw/shared/errors';
import { pageHeader } from '@seesaw/shared/pageHeader';
import type { FastifyRequest } from 'fastify';
import { sameText } from './sameText.ts';
import { holdsSession } from './sessionCookie.ts';

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/** A refusal with an HTTP status of its own. */
export class Refused extends SeesawError {
  readonly statusCode: number;

  constructor(statusCode: 401 | 403, message: string) {
    super('conflict', message);
    this.statusCode = statusCode;
  }
}

/**
 * Against DNS rebinding and foreign pages: on loopback, Host must name loopback, and a browser's Origin must too.
 * Otherwise any page that a person visits could drive their sweeps.
 */
export function checkLoopbackCaller(request: FastifyRequest): void {
  const { host, origin } = request.headers;
  if (!loopbackNames.includes(nameOf(host ?? ''))) {
    throw new Refused(403, `Host "${host ?? ''}" is refused: this server answers on loopback names only.`);
  }
  if (origin === undefined) return;
  const hostOfOrigin = URL.canParse(origin) ? new URL(origin).host : '';
  if (!loopbackNames.includes(nameOf(hostOfOrigin))) {
    throw new Refused(403, `Origin "${origin}" is refused: only pages of this machine may call this server.`);
  }
}

/** The calls with which a browser asks for a session cannot carry what they ask for. */
export const sessionPath = '/api/v1/session';

/** Throws unless the call carries the token itself, or the cookie that was given for it. */
export function checkToken(request: FastifyRequest, token: string): void {
  if (isAllowed(request, token)) return;
  throw new Refused(
    401,
    'This server asks for its token: send "Authorization: Bearer <token>", or sign in on the dashboard.',
  );
}

/** Whether the call carries the token, or a cookie and, where it changes something, the mark of our own page. */
export function isAllowed(request: FastifyRequest, token: string): boolean {
  const { authorization, cookie } = request.headers;
  const sent = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (sent !== undefined) return sameText(sent, token);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return (reads || request.headers[pageHeader] !== undefined) && holdsSession({ cookie, token, nowMs: Date.now() });
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
