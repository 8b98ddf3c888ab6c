import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { choosePorts, isPortFree, rememberPort } from './ports.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

test('a port that another program listens on is passed over', async () => {
  const file = join(temporaryFolder(), 'ports.json');
  const { postgres } = await choosePorts(file, ['postgres']);
  await listen(postgres!, '127.0.0.1');
  const again = await choosePorts(file, ['postgres']);
  expect(again.postgres).not.toBe(postgres);
  expect(await isPortFree(again.postgres!)).toBe(true);
});

test('a port counts as taken when a program listens on all addresses', async () => {
  const { mlflow } = await choosePorts(join(temporaryFolder(), 'ports.json'), ['mlflow']);
  await listen(mlflow!, '0.0.0.0');
  expect(await isPortFree(mlflow!)).toBe(false);
});

test('a home keeps its ports from one start to the next, and no two services share one', async () => {
  const file = join(temporaryFolder(), 'ports.json');
  const first = await choosePorts(file, ['postgres', 'temporal', 'mlflow', 'orchestrator']);
  const second = await choosePorts(file, ['mlflow', 'orchestrator', 'postgres', 'temporal']);
  expect(second).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(4);
});

test('a port that a service had to take instead is the one it asks for the next time', async () => {
  const file = join(temporaryFolder(), 'ports.json');
  const { orchestrator, postgres } = await choosePorts(file, ['orchestrator', 'postgres']);
  rememberPort(file, 'orchestrator', orchestrator! + 7);
  expect(await choosePorts(file, ['orchestrator', 'postgres'])).toEqual({ orchestrator: orchestrator! + 7, postgres });
  expect(() => rememberPort('/no/such/folder\0/ports.json', 'orchestrator', 1)).not.toThrow();
});

test('a port given from outside is used as it is and not handed to a second service', async () => {
  const file = join(temporaryFolder(), 'ports.json');
  const { temporal } = await choosePorts(file, ['temporal']);
  const chosen = await choosePorts(file, ['temporal', 'orchestrator'], { orchestrator: temporal });
  expect(chosen.orchestrator).toBe(temporal);
  expect(chosen.temporal).not.toBe(temporal);
});

async function listen(port: number, host: string): Promise<void> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen({ port, host }, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
}
