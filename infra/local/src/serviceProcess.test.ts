import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identityOf } from './processIdentity.ts';
import { startServiceProcess, stopServiceProcess } from './serviceProcess.ts';
import type { OwnService } from './services/service.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { waitUntil } from './waitUntil.ts';

const stayAlive = 'setInterval(() => {}, 1000);';
/** Starts a child of its own that ignores being asked, tells its number, and is ready. */
const withStubbornChild = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('armed'); ${stayAlive}"], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', () => { console.log('child ' + child.pid); process.send({ type: 'ready', url: 'http://127.0.0.1:1' }); });
  ${stayAlive}`;

test('the children of a service die with it, whether it is stopped or killed', async () => {
  for (const end of ['stop', 'kill'] as const) {
    const log = join(temporaryFolder(), 'log');
    const service = nodeService(withStubbornChild);
    const running = await startServiceProcess(service, log);
    expect(await running.ready).toEqual({ url: 'http://127.0.0.1:1' });
    const child = Number(/child (\d+)/.exec(readFileSync(log, 'utf8'))?.[1]);
    expect(identityOf(child)).toBeDefined();
    if (end === 'stop') await stopServiceProcess(running.identity, service);
    else process.kill(running.identity.pid, 'SIGKILL');
    expect(await running.ended).toBe(end === 'stop' ? 'was killed by SIGTERM' : 'was killed by SIGKILL');
    await waitUntil('the child to die', () => identityOf(child) === undefined, { timeoutMs: 30_000 });
  }
});

test('a service that is asked to end may finish what it does', async () => {
  const log = join(temporaryFolder(), 'log');
  const finishing = `
    process.on('SIGTERM', () => setImmediate(() => { console.log('finished'); process.exit(0); }));
    process.send({ type: 'ready' });
    ${stayAlive}`;
  const service = nodeService(finishing);
  const running = await startServiceProcess(service, log);
  await running.ready;
  await stopServiceProcess(running.identity, service);
  expect(await running.ended).toBe('exited with code 0');
  expect(readFileSync(log, 'utf8')).toContain('finished');
});

test('a service that does not listen is killed when its time is over', async () => {
  const service = nodeService(`process.on('SIGTERM', () => {}); process.send({ type: 'ready' }); ${stayAlive}`);
  const running = await startServiceProcess(service, join(temporaryFolder(), 'log'));
  await running.ready;
  await stopServiceProcess(running.identity, { stopSignal: 'SIGTERM', stopTimeoutMs: 100 });
  expect(await running.ended).toBe('was killed by SIGKILL');
});

test('a service that ends before it is ready is reported with its exit code, and what it wrote is in the log', async () => {
  const log = join(temporaryFolder(), 'log');
  const running = await startServiceProcess(nodeService(`console.error('no disk'); process.exit(7);`), log);
  await expect(running.ready).rejects.toThrow('exited with code 7 before it was ready');
  expect(readFileSync(log, 'utf8')).toContain('no disk');
});

test('a program that does not exist is an error, not a crash', async () => {
  const service: OwnService = {
    ...nodeService(''),
    launch: () => ({ file: '/no/such/program', args: [], env: {}, cwd: '/' }),
  };
  await expect(startServiceProcess(service, join(temporaryFolder(), 'log'))).rejects.toThrow(/ENOENT/);
});

function nodeService(script: string): OwnService {
  return {
    kind: 'own',
    name: 'trainer',
    port: undefined,
    url: undefined,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 10_000,
    readyTimeoutMs: 30_000,
    prepare: async () => undefined,
    launch: () => ({ file: process.execPath, args: ['-e', script], env: {}, cwd: '/' }),
    ready: 'message',
  };
}
