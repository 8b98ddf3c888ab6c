import { parseArgs } from 'node:util';
import { testPostgres } from '@seesaw/local/testServices';
import { openClient } from '@seesaw/store/connection/openClient';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { begin, newTrials } from '@seesaw/store/testing/exampleSweep';
import { bareTable } from './bareTable.ts';
import { checkStored } from './checkStored.ts';
import { measurePace } from './pace.ts';
import { produce, type Shape } from './produce.ts';

/**
 * How many metric points a second trials can report into Postgres: through the trainer's sink and the store, with fence,
 * summaries and curve blocks, fsync on. Before and after it, in the same run, the limit: the same batches inserted into a plain
 * hash-partitioned table by the same number of connections.
 *
 * `--seconds 60 --trials 16 --metrics 100 --every 10 --connections 10`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      trials: { type: 'string', default: '16' },
      metrics: { type: 'string', default: '100' },
      every: { type: 'string', default: '10' },
      connections: { type: 'string', default: '10' },
    },
  });
  const seconds = Number(values.seconds);
  const trials = Number(values.trials);
  const connections = Number(values.connections);
  const shape: Shape = { metrics: Number(values.metrics), everySteps: Number(values.every) };
  const windowSeconds = Math.min(10, seconds);
  const bareSeconds = Math.max(2, seconds / 6);

  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({
    databaseUrl: postgres.url,
    applicationName: 'bench-ingest',
    maxConnections: connections,
  });
  const sql = openClient({
    databaseUrl: postgres.url,
    applicationName: 'bench-limit',
    maxConnections: connections,
    statementTimeoutMs: 0,
  });
  try {
    const [server] = await sql<{ version: string; fsync: string; commit: string; pid: number }[]>`
      select version(), current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, pg_backend_pid() as pid`;
    if (server === undefined) throw new Error('The server says nothing about itself.');
    const pace = { windowSeconds, backendPid: server.pid, onWindow };
    const bare = await bareTable(sql, { trials, shape });
    const runBare = () => measurePace({ ...pace, seconds: bareSeconds, count: bare.count, load: bare.load });

    const limitBefore = await runBare();
    const running = await runningTrials(store, trials);
    const producers = produce({ store, trials: running, shape });
    const ingest = await measurePace({ ...pace, seconds, count: producers.count, load: producers.load });
    const limitAfter = await runBare();
    const limit = (limitBefore.pointsPerSecond + limitAfter.pointsPerSecond) / 2;
    return {
      suite: 'ingest',
      server: { version: server.version, fsync: server.fsync, synchronousCommit: server.commit },
      shape: { trials, ...shape, connections },
      ingest: { ...ingest, slowestWindow: Math.min(...ingest.perWindow), pointsPerBatch: producers.pointsPerBatch() },
      limit: { before: limitBefore, after: limitAfter },
      shareOfLimit: Number((ingest.pointsPerSecond / limit).toFixed(3)),
      stored: await checkStored({ sql, store, trials: running, sent: producers.count() }),
    };
  } finally {
    await sql.end();
    await store.close();
    await postgres.drop();
  }
}

async function runningTrials(store: Store, count: number): Promise<{ trialId: number; attempt: number }[]> {
  const { trials } = await newTrials(store, count, { plannedTrials: count, concurrency: count });
  const running = [];
  for (const { trialId } of trials) running.push({ trialId, attempt: (await begin(store, trialId)).attempt });
  return running;
}

function onWindow(pointsPerSecond: number): void {
  console.error(`${new Date().toISOString()}  ${pointsPerSecond} points/s`);
}
