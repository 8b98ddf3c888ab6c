import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, onTestFinished, test, vi } from 'vitest';
import { status } from './status.ts';
import { otherProcess } from './testing/otherProcess.ts';
import { processesOf } from './testing/processesOf.ts';
import { stopTestServices, testPostgres } from './testServices.ts';

test('several test processes at once share one server, each with an empty database of its own; none is left afterwards', async () => {
  const home = privateHome();
  const code = `
    const { testPostgres } = await import('@src/testServices.ts');
    const { url } = await testPostgres();
    console.log(url);`;
  const others = [1, 2, 3].map(() => otherProcess(code));
  expect(await Promise.all(others.map(({ ended }) => ended))).toEqual([0, 0, 0]);
  const mine = await testPostgres();
  const urls = [...others.map((other) => other.output().trim()), mine.url].map((url) => new URL(url));
  expect(new Set(urls.map(({ port }) => port)).size).toBe(1);
  expect(new Set(urls.map(({ pathname }) => pathname)).size).toBe(4);

  const sql = postgres(mine.url, { max: 1 });
  expect(await sql`select count(*)::int as tables from pg_tables where schemaname = 'public'`).toEqual([{ tables: 0 }]);
  await mine.drop();
  await expect(sql`select 1`).rejects.toThrow();
  await sql.end();

  expect(status({ home: join(home, 'test') }).ready).toBe(true);
  await stopTestServices();
  expect(processesOf(home)).toEqual([]);
});

function privateHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'seesaw-home-'));
  vi.stubEnv('SEESAW_HOME', home);
  onTestFinished(async () => {
    await stopTestServices();
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return home;
}
