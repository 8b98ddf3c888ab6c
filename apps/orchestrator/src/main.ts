import { readFile } from 'node:fs/promises';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { packOf } from '@seesaw/gan/catalog/packOf';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { createOrchestratorActivities } from './activities/orchestratorActivities.ts';
import { createByteReader } from './bytes/byteReader.ts';
import { removeRuns } from './bytes/removeRuns.ts';
import { spoolRemover } from './bytes/removeSpool.ts';
import { datasetResolver } from './datasets/datasetsAtHand.ts';
import { folderLooker } from './datasets/lookForFolder.ts';
import { realItems } from './datasets/realItems.ts';
import { isLoopback, readEnv } from './env.ts';
import { listen } from './http/listen.ts';
import { createServer } from './http/server.ts';
import { createMirror } from './mirror/mirror.ts';
import { startLoop } from './periodic/backgroundLoop.ts';
import { housekeeping } from './periodic/housekeeping.ts';
import { waitFor } from './periodic/waitFor.ts';
import { reconcileSweeps } from './sweeps/reconcileSweeps.ts';
import { stopByRules } from './sweeps/stopByRules.ts';
import { suggest } from './sweeps/suggest.ts';
import { createSweepRunner } from './sweeps/sweepRunner.ts';
import { installTemporalLog } from './temporal/temporalLog.ts';
import { createWorker } from './temporal/worker.ts';
import { findWorkflowBundle } from './temporal/workflowBundle.ts';

const env = readEnv();
const log = pino({ name: 'orchestrator', level: env.logLevel });
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort(new Error(signal)));
// A supervisor that died cannot say stop any more.
process.on('disconnect', () => stopping.abort(new Error('the supervisor is gone')));

/** What to end, the newest first. */
const closers: { readonly what: string; readonly close: () => unknown }[] = [];
try {
  await run();
} catch (error) {
  if (!stopping.signal.aborted) {
    log.fatal({ err: error }, 'The orchestrator ends because of an error');
    process.exitCode = 1;
  }
}
for (const { what, close } of closers.reverse()) {
  try {
    await close();
  } catch (error) {
    log.error({ err: error }, `${what} did not close cleanly`);
  }
}
log.info('The orchestrator has stopped');
process.exit();

async function run(): Promise<void> {
  const { signal } = stopping;
  installTemporalLog(log);
  const bundling = findWorkflowBundle();
  bundling.catch((error: unknown) => log.error({ err: error }, 'The workflows cannot be bundled'));

  const { databaseUrl } = env;
  await waitFor({ what: 'Postgres', attempt: () => migrate({ databaseUrl }), log, signal });
  const store = createStore({ databaseUrl, applicationName: 'seesaw-orchestrator' });
  closers.push({ what: 'The store', close: () => store.close() });

  const { address, namespace, uiUrl } = env.temporal;
  const connection = await waitFor({
    what: `Temporal at ${address}`,
    attempt: () => Connection.connect({ address, connectTimeout: '3 seconds' }),
    log,
    signal,
  });
  closers.push({ what: 'The Temporal client', close: () => connection.close() });
  const native = await waitFor({ what: 'Temporal', attempt: () => NativeConnection.connect({ address }), log, signal });
  closers.push({ what: 'The connection of the Temporal worker', close: () => native.close() });

  const { workflow: workflows } = new Client({ connection, namespace });
  const runner = createSweepRunner(workflows);
  const activities = createOrchestratorActivities({ store, workflows, suggest });
  const bundle = await bundling;
  const worker = await waitFor({
    what: `Temporal namespace ${namespace}`,
    attempt: () => createWorker({ connection: native, namespace, bundle, activities }),
    log,
    signal,
  });
  const working = worker.run();
  // A worker that fails ends the process, and the supervisor starts a new one.
  working.catch((error: unknown) => {
    log.fatal({ err: error }, 'The Temporal worker failed');
    process.exitCode = 1;
    stopping.abort(error);
  });
  closers.push({
    what: 'The Temporal worker',
    close: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await working;
    },
  });

  const mlflow = env.mlflowUrl === null ? null : createMlflowClient({ baseUrl: env.mlflowUrl });
  const bytes = createByteReader({ hostName: env.hostName, spoolDir: env.spoolDir, mlflow });
  const app = await createServer({
    store,
    runner,
    suggest,
    catalog,
    findContradictions,
    packOf,
    resolveDataset: datasetResolver(env.dataDir),
    lookForFolder: folderLooker(env.dataDir),
    bytes,
    mlflow,
    temporalUi: uiUrl === null ? null : { url: uiUrl, namespace },
    removeSpool: spoolRemover(env.spoolDir),
    realItems,
    dashboardDir: env.dashboardDir,
    version: await ownVersion(),
    token: env.api.token,
    loopbackOnly: isLoopback(env.api.host),
    log: log.child({ part: 'http' }),
  });
  closers.push({ what: 'The HTTP server', close: () => app.close() });

  const loops = [
    startLoop({
      name: 'Starting missing sweep workflows',
      everyMs: 10_000,
      log,
      round: () => reconcileSweeps(store, runner),
    }),
    startLoop({ name: 'Stopping by rules', everyMs: 5_000, log, round: () => stopByRules(store, runner) }),
    startLoop({ name: 'Housekeeping', everyMs: 15_000, log, round: housekeeping(store) }),
  ];
  if (mlflow !== null) {
    const mirror = createMirror({ store, mlflow, share: env.mirrorShare, log: log.child({ part: 'mirror' }) });
    loops.push(
      startLoop({ name: 'The MLflow mirror', everyMs: 1_000, longestPauseMs: 30_000, log, round: mirror.round }),
      startLoop({
        name: 'Removing the MLflow runs of deleted sweeps',
        everyMs: 5_000,
        log,
        round: (stopping) => removeRuns({ store, mlflow, log }, stopping),
      }),
    );
  }
  closers.push({ what: 'The background loops', close: () => Promise.all(loops.map((loop) => loop.stop())) });

  const url = await listen(app, { host: env.api.host, port: env.api.port, search: env.api.searchPort, log });
  log.info({ url }, `Seesaw answers at ${url}`);
  process.send?.({ type: 'ready', url });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  log.info({ reason: String(signal.reason) }, 'The orchestrator stops');
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
