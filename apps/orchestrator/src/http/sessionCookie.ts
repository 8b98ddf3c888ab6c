import { createHmac } from 'node:crypto';
import { sameText } from './sameText.ts';

/** A working day; then the dashboard asks for the token again. */
export const sessionMs = 12 * 3_600_000;

/**
 * The cookie of a browser that showed the token: when it ends and a signature over that with the token as key. The server
 * keeps no list: a restart signs nobody out, another token everybody. Page scripts cannot read it (HttpOnly), other sites
 * cannot have it sent (SameSite), and the token itself is not in it.
 */
export function sessionCookie({ token, nowMs, secure }: { token: string; nowMs: number; secure: boolean }): string {
  const endsMs = nowMs + sessionMs;
  return attributes(`${endsMs}.${signature(endsMs, token)}`, { token, seconds: sessionMs / 1000, secure });
}

/** Takes the cookie away. */
export function endedSessionCookie({ token, secure }: { token: string; secure: boolean }): string {
  return attributes('', { token, seconds: 0, secure });
}

/** Whether a Cookie header holds a session of this token that has not ended. */
export function holdsSession({
  cookie,
  token,
  nowMs,
}: {
  cookie: string | undefined;
  token: string;
  nowMs: number;
}): boolean {
  const wanted = `${nameFor(token)}=`;
  const value = cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted))
    ?.slice(wanted.length);
  const match = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(value ?? '');
  if (match === null) return false;
  const endsMs = Number(match[1]);
  return sameText(match[2]!, signature(endsMs, token)) && nowMs < endsMs && endsMs <= nowMs + sessionMs;
}

function attributes(value: string, { token, seconds, secure }: { token: string; seconds: number; secure: boolean }) {
  const rest = `Path=/api; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${nameFor(token)}=${value}; ${rest}`;
}

/** Browsers do not tell the ports of a host apart, so two servers on one host need two names. */
function nameFor(token: string): string {
  return `seesaw_${hmac('name', token).slice(0, 8)}`;
}

function signature(endsMs: number, token: string): string {
  return hmac(`session ${endsMs}`, token);
}

function hmac(text: string, token: string): string {
  return createHmac('sha256', token).update(text).digest('hex');
}
