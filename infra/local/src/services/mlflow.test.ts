import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { homePaths } from '../homePaths.ts';
import { status } from '../status.ts';
import { processesOf } from '../testing/processesOf.ts';
import { testHome } from '../testing/testHome.ts';
import { up } from '../up.ts';
import { waitUntil } from '../waitUntil.ts';

test('MLflow keeps its experiments on our PostgreSQL, goes on after that was killed, and shows no password', async () => {
  const home = testHome();
  const { mlflowUrl, databaseUrl } = await up({ home, services: ['mlflow'] });
  const created = await post(`${mlflowUrl}/api/2.0/mlflow/experiments/create`, { name: 'kept' });
  expect(created.status).toBe(200);

  const { pid } = status({ home }).services.find(({ name }) => name === 'postgres')!;
  process.kill(pid!, 'SIGKILL');
  await waitUntil(
    'MLflow to answer from the restarted database',
    async () => {
      const found = await fetch(`${mlflowUrl}/api/2.0/mlflow/experiments/get-by-name?experiment_name=kept`);
      return found.ok && status({ home }).services.every((service) => service.phase === 'ready' && service.pid !== pid);
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );
  expect(status({ home }).services.find(({ name }) => name === 'mlflow')?.restarts).toBe(0);

  const { password } = new URL(databaseUrl!);
  for (const text of [readFileSync(homePaths(home).log('mlflow'), 'utf8'), ...processesOf(home)]) {
    expect(text).not.toContain(password);
  }
  expect(beyondLoopback(status({ home }).services.flatMap((service) => service.port ?? []))).toEqual([]);
}, 120_000);

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** The sockets on these ports that other machines could reach, as lines of /proc/net/tcp; empty where there is no such file. */
function beyondLoopback(ports: readonly number[]): string[] {
  if (process.platform !== 'linux') return [];
  const listening = execFileSync('cat', ['/proc/net/tcp', '/proc/net/tcp6'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === '0A');
  const ours = listening.filter(([, local]) => ports.includes(Number.parseInt(local!.split(':')[1]!, 16)));
  expect(ours.length).toBe(ports.length);
  return ours.filter(([, local]) => !local!.startsWith('0100007F:')).map((fields) => fields.join(' '));
}
