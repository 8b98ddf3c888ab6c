import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { testPostgres } from '@seesaw/local/testServices';
import { openClient } from '@seesaw/store/connection/openClient';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import { watchMemory } from '../engine/watchMemory.ts';
import { fillCurves } from '../read/fillCurves.ts';
import { type BenchSuite, say } from '../suite.ts';

/**
 * What the process that serves the API takes while it exports the trials or every point of a large sweep: resident memory
 * before, in the last tenth and at most, and lines a second.
 *
 * `--what trials,metrics --trials 1000 --points 10000 --formats csv,json`
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      what: { type: 'string', default: 'trials,metrics' },
      trials: { type: 'string', default: '1000' },
      points: { type: 'string', default: '10000' },
      formats: { type: 'string', default: 'csv,json' },
    },
  });
  const [trials, points] = [Number(values.trials), Number(values.points)];
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const sql = openClient({
    databaseUrl: postgres.url,
    applicationName: 'bench-fill',
    maxConnections: 2,
    statementTimeoutMs: 0,
  });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'bench-export' });
  try {
    const sweepId = await fillCurves({ store, sql, trials, points });
    const exports: Record<string, unknown> = {};
    for (const what of values.what.split(',')) {
      for (const format of values.formats.split(',')) {
        // Each in a process of its own, so that none finds the heap that another one left.
        const server = await startServer(postgres.url);
        try {
          exports[`${what} ${format}`] = await readExport(server, sweepId, { what, format });
        } finally {
          server.stop();
        }
      }
    }
    return { suite: 'export', trials, points, exports };
  } finally {
    await sql.end();
    await store.close();
    await postgres.drop();
  }
};

interface Server {
  readonly pid: number;
  readonly address: string;
  stop(): void;
}

async function startServer(databaseUrl: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./exportServer.ts', import.meta.url)), [], {
    execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`The server ended: ${code}`)));
  });
  return { pid: child.pid!, address, stop: () => child.disconnect() };
}

async function readExport(
  { pid, address }: Server,
  sweepId: string,
  { what, format }: { what: string; format: string },
) {
  // The first request loads what the later ones find.
  await (await fetch(`${address}/api/v1/sweeps/${sweepId}`)).arrayBuffer();
  await sleep(2_000);
  const memory = watchMemory(pid, 100);
  const start = performance.now();
  const response = await fetch(`${address}/api/v1/sweeps/${sweepId}/export?what=${what}&format=${format}`);
  if (!response.ok) throw new Error(`The export was refused: ${await response.text()}`);
  let [bytes, lines] = [0, 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    for (const byte of chunk) if (byte === 10) lines += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  const memoryMb = memory.read();
  memory.stop();
  say(`${what} ${format}: ${lines} lines, memory ${JSON.stringify(memoryMb)} MB`);
  return { lines, bytes, seconds, linesPerSecond: Math.round(lines / seconds), memoryMb };
}
