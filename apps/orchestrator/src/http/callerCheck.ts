import { createHash, timingSafeEqual } from 'node:crypto';
import { SeesawError } from '@seesaw/shared/errors';
import type { FastifyRequest } from 'fastify';

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

/** Compares digests, so that the time taken tells nothing about the token. */
export function checkToken(request: FastifyRequest, token: string): void {
  const sent = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(sent), digest(token))) {
    throw new Refused(401, 'Send the token of this server as "Authorization: Bearer <token>".');
  }
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
