import { createServer } from 'node:net';
import fastify from 'fastify';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';

const log = pino({ level: 'silent' });
const host = '127.0.0.1';

test('two servers that start at once on one port both get one, and both answer', async () => {
  const port = await takenPort();
  const servers = [newServer('a'), newServer('b')];
  const urls = await Promise.all(servers.map((app) => listen(app, { host, port, search: true, log })));
  expect(new Set([...urls, `http://${host}:${port}`]).size).toBe(3);
  const answers = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
  expect(answers).toEqual(['a', 'b']);
});

test('a port that was asked for by number is not exchanged: the error names the way out', async () => {
  const port = await takenPort();
  await expect(listen(newServer('a'), { host, port, search: false, log })).rejects.toThrow(
    `Port ${port} of ${host} is taken by another program: set SEESAW_API_PORT to a free one`,
  );
});

test('any other error of listening is passed on at once', async () => {
  const elsewhere = { host: '192.0.2.1', port: 7788, search: true, log };
  await expect(listen(newServer('a'), elsewhere)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});

function newServer(name: string) {
  const app = fastify();
  app.get('/', () => name);
  onTestFinished(() => app.close());
  return app;
}

/** A port that another program holds for the length of the test. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host, port: 0 }, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as { port: number }).port;
}
