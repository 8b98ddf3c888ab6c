import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pageHeader } from '@seesaw/shared/pageHeader';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createServer } from './server.ts';
import type { ServerParts } from './serverParts.ts';
import { endedSessionCookie, holdsSession, sessionCookie, sessionMs } from './sessionCookie.ts';

const token = 'a-token-of-some-length';
const page = { [pageHeader]: '1' };
const deleted: string[] = [];
let app: FastifyInstance;
let open: FastifyInstance;
let parts: ServerParts;

beforeAll(async () => {
  // Only what these calls reach: the door is in front of everything else.
  parts = {
    store: {
      ping: async () => '18.0',
      events: { subscribe: async () => async () => undefined, tip: async () => 7 },
      sweeps: { delete: async (id: string) => deleted.push(id) },
    },
    runner: { ping: async () => '1.29.1' },
    mlflow: null,
    temporalUi: null,
    dashboardDir: '/nonexistent',
    version: '0',
    log: pino({ level: 'silent' }),
    loopbackOnly: false,
  } as unknown as ServerParts;
  app = (await createServer({ ...parts, token })) as unknown as FastifyInstance;
  open = (await createServer({ ...parts, token: null })) as unknown as FastifyInstance;
});
afterAll(() => Promise.all([app.close(), open.close()]));

const host = { host: 'seesaw.example' };
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { ...host, ...headers } });
const signIn = (sent: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload: { token: sent }, headers: { ...host, ...headers } });

test('with a token every call of the API must carry it, however its address is spelled', async () => {
  for (const url of ['/api/v1/health', '/%61pi/v1/health', '/api/v1/health?x=/api/v1/session', '/api/openapi.json']) {
    expect((await get(url)).statusCode, url).toBe(401);
    expect((await get(url, { authorization: `Bearer ${token.toUpperCase()}` })).statusCode, url).toBe(401);
    expect((await get(url, { authorization: `Bearer ${token}` })).statusCode, url).toBe(200);
  }
  expect((await get('/api/v1/health')).json()).toMatchObject({ status: 401, title: 'A token is needed' });
});

test('a browser that shows the token once gets a cookie that scripts and other sites cannot use, and that is not the token', async () => {
  expect((await get('/api/v1/session')).json()).toEqual({ required: true, signedIn: false });
  const refused = await signIn(`${token}x`);
  expect(refused.statusCode).toBe(401);
  expect(refused.headers['set-cookie']).toBeUndefined();

  const given = await signIn(token);
  expect(given.statusCode).toBe(204);
  const [cookie, ...rest] = String(given.headers['set-cookie']).split('; ');
  expect(rest).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/api']));
  expect(rest).not.toContain('Secure');
  expect(cookie).not.toContain(token);
  expect(String((await signIn(token, { 'x-forwarded-proto': 'https' })).headers['set-cookie'])).toContain('; Secure');

  expect((await get('/api/v1/session', { cookie: `theme=dark; ${cookie}` })).json()).toEqual({
    required: true,
    signedIn: true,
    newestEvent: 7,
  });
  expect((await get('/api/v1/health', { cookie: cookie! })).statusCode).toBe(200);
});

test('the cookie alone reads but changes nothing: that takes the mark that only our own page can send', async () => {
  const cookie = String((await signIn(token)).headers['set-cookie']).split(';')[0]!;
  const validate = (headers: Record<string, string>) =>
    app.inject({ method: 'DELETE', url: '/api/v1/sweeps/none', headers: { ...host, cookie, ...headers } });
  expect((await validate({})).statusCode).toBe(401);
  expect((await validate(page)).statusCode).not.toBe(401);
  // A wrong header is not mended by a good cookie.
  expect((await validate({ ...page, authorization: 'Bearer wrong' })).statusCode).toBe(401);
});

test('the page of a server with a token says nothing of what it would show', async () => {
  const dashboardDir = await mkdtemp(path.join(tmpdir(), 'seesaw-page-'));
  await writeFile(path.join(dashboardDir, 'index.html'), '<head></head>');
  const asked: string[] = [];
  const store = { ...parts.store, sweeps: { get: async (id: string) => asked.push(id) } };
  const mine = { ...parts, store, dashboardDir, token } as unknown as ServerParts;
  const served = (await createServer(mine)) as unknown as FastifyInstance;
  try {
    expect((await served.inject({ url: '/sweeps/abc', headers: host })).body).toBe('<head></head>');
    expect(asked).toEqual([]);
  } finally {
    await served.close();
    await rm(dashboardDir, { recursive: true });
  }
});

test('signing out takes the cookie away; an ended session is none any more', async () => {
  const out = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: host });
  expect(out.headers['set-cookie']).toBe(endedSessionCookie({ token, secure: false }));
  expect(out.headers['set-cookie']).toContain('Max-Age=0');

  const cookie = String((await signIn(token)).headers['set-cookie']).split(';')[0]!;
  vi.useFakeTimers({ now: Date.now() + sessionMs, toFake: ['Date'] });
  try {
    expect((await get('/api/v1/health', { cookie })).statusCode).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test('a server without a token asks for nothing', async () => {
  const session = await open.inject({ url: '/api/v1/session', headers: host });
  expect(session.json()).toEqual({ required: false, signedIn: true, newestEvent: 7 });
  expect((await open.inject({ url: '/api/v1/health', headers: host })).statusCode).toBe(200);
});

test('no cookie but one signed with the very token is a session: not a changed one, not one of another server, not a longer one', () => {
  const nowMs = 1_800_000_000_000;
  const value = sessionCookie({ token, nowMs, secure: false }).split(';')[0]!;
  const holds = (cookie: string | undefined, key = token, at = nowMs) =>
    holdsSession({ cookie, token: key, nowMs: at });
  expect(holds(value)).toBe(true);
  expect(holds(undefined)).toBe(false);
  expect(holds(value, `${token}2`)).toBe(false);
  expect(holds(value, token, nowMs + sessionMs - 1)).toBe(true);
  expect(holds(value, token, nowMs + sessionMs)).toBe(false);
  // A clock that was set back must not make a session that never ends.
  expect(holds(value, token, nowMs - sessionMs)).toBe(false);
  fc.assert(
    fc.property(fc.nat({ max: value.length - 1 }), fc.constantFrom(...'0123456789abcdef.=;'), (at, character) => {
      fc.pre(value[at] !== character);
      expect(holds(value.slice(0, at) + character + value.slice(at + 1))).toBe(false);
    }),
  );
});
