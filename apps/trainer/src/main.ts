import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { packOf } from '@seesaw/gan/catalog/packOf';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { poolQueue } from '@seesaw/shared/queues';
import { createStore } from '@seesaw/store/store';
import { Worker } from '@temporalio/worker';
import pino from 'pino';
import trainer from '../package.json' with { type: 'json' };
import { createTrainerActivities } from './activities/trainSegment.ts';
import { noDevice, planSlots } from './devices.ts';
import { trainerEnv, UnusableEnvironment } from './env.ts';
import { inspectMachine } from './machine.ts';
import { segmentTimes } from './segment/dependencies.ts';
import { placePermits } from './slot/placePermits.ts';
import { createSlot } from './slot/slot.ts';
import { createSlotPool } from './slot/slotPool.ts';
import { createArtifactStore } from './storage/artifactStore.ts';
import { openGarbage } from './storage/garbage.ts';
import { reconcileSpool, removeDeletedSweeps } from './storage/reconcileSpool.ts';
import { openSpool } from './storage/spool.ts';
import { startUploader } from './storage/uploader.ts';
import { connectTemporal } from './temporalConnection.ts';
import { sendTemporalLogsTo } from './temporalLogs.ts';
import { keepWorkerRow } from './workerRow.ts';
import { xlaCacheEnv } from './xlaCache.ts';

/** After the pause grace there is still a checkpoint to record. */
const SHUTDOWN_GRACE_MS = segmentTimes.pauseGraceMs + 15_000;
/** As long as whoever starts a trainer waits for it before killing it. */
const ALONE_AT_MOST_MS = SHUTDOWN_GRACE_MS + 15_000;
/** So that whoever goes on with its trials finds their newest checkpoints in MLflow. */
const LAST_UPLOADS_MS = 10_000;
const DELETED_EVERY_MS = 60_000;

/** Of what a trainer does not do; a tuner names them all. */
const few = { type: 'fixed-size', numSlots: 1 } as const;
const unusedSuppliers = {
  workflowTaskSlotSupplier: few,
  localActivityTaskSlotSupplier: few,
  nexusTaskSlotSupplier: few,
};

/** A trainer: polls the queue of its pool and trains one segment per slot, or one per lane where trials share a program, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const env = trainerEnv();
  const log = pino({ name: 'trainer', level: env.logLevel });
  sendTemporalLogsTo(log);
  const shutdown = new AbortController();
  const startedAt = new Date().toISOString();
  const workerId = `${env.hostName}-${process.pid}-${randomBytes(3).toString('hex')}`;

  const plan = planSlots(env.devices, await inspectMachine(env.cudaVisibleDevices));
  const program = fileURLToPath(new URL('./child/main.ts', import.meta.url));
  const computes = plan.some(({ device }) => device !== noDevice);
  const childEnv = { ...env.childEnv, ...(computes && (await xlaCacheEnv(env.cacheDir))) };
  const slots = plan.map((spec) => createSlot({ spec, program, env: childEnv, log }));
  for (const slot of slots) slot.warm();
  const pool = createSlotPool(slots);

  const store = createStore({ databaseUrl: env.databaseUrl, applicationName: 'seesaw-trainer' });
  const artifacts = createArtifactStore(createMlflowClient({ baseUrl: env.mlflowUrl }));
  const spool = await openSpool({ root: env.spoolDir, host: env.hostName });
  const cleaned = await spool.clean();
  if (cleaned > 0) log.info({ cleaned }, 'removed unfinished files from the spool');
  const garbage = await openGarbage({ spool, artifacts, log });
  const uploader = startUploader({ store, spool, artifacts, garbage, log });
  const workerRow = keepWorkerRow({
    workers: store.workers,
    log,
    row: () => ({
      id: workerId,
      host: env.hostName,
      pid: process.pid,
      pool: env.pool,
      version: trainer.version,
      startedAt,
      slots: slots.map((slot) => ({
        slot: slot.spec.slot,
        device: slot.device,
        threads: slot.spec.threads,
        childPid: slot.childPid,
        lanes: [...slot.lanes],
      })),
    }),
  });
  const stop = (why: string) => {
    if (shutdown.signal.aborted) return;
    log.info({ why }, 'shutting down: running trials write a checkpoint and go to another trainer');
    shutdown.abort(new Error(`The trainer shuts down: ${why}.`));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The channel closes however the starter ends, also by a SIGKILL, of which no signal comes from it.
  const onAlone = () => {
    stop('the process that started it is gone');
    setTimeout(() => process.exit(1), ALONE_AT_MOST_MS).unref();
  };
  if (env.endsWithStarter) {
    if (process.connected) process.once('disconnect', onAlone);
    else onAlone();
  }

  try {
    const connection = await connectTemporal({ address: env.temporalAddress, signal: shutdown.signal, log });
    if (connection === null) return;
    try {
      const worker = await Worker.create({
        connection,
        namespace: env.temporalNamespace,
        taskQueue: poolQueue(env.pool),
        identity: workerId,
        activities: createTrainerActivities({
          store,
          spool,
          artifacts,
          garbage,
          slots: pool,
          packOf,
          workerId,
          log,
          shutdown: shutdown.signal,
          onSpooled: () => uploader.wake(),
          onEnded: (trial) => uploader.ended(trial),
        }),
        tuner: {
          activityTaskSlotSupplier: placePermits(pool),
          ...unusedSuppliers,
        },
        maxHeartbeatThrottleInterval: '2 s',
        defaultHeartbeatThrottleInterval: '2 s',
        shutdownGraceTime: SHUTDOWN_GRACE_MS,
      });
      const running = worker.run();
      shutdown.signal.addEventListener('abort', () => worker.shutdown(), { once: true });
      if (shutdown.signal.aborted) worker.shutdown();
      void reconcileSpool({ store, spool, log });
      const lookForDeleted = setInterval(() => {
        removeDeletedSweeps({ store, spool, log }).catch((error: unknown) =>
          log.debug({ err: error }, 'deleted sweeps are looked for again later'),
        );
      }, DELETED_EVERY_MS).unref();
      shutdown.signal.addEventListener('abort', () => clearInterval(lookForDeleted), { once: true });
      log.info({ workerId, pool: env.pool, slots: plan.length, spool: spool.root }, 'the trainer is ready');
      process.send?.({
        type: 'ready',
        workerId,
        pool: env.pool,
        slots: plan.map(({ device, threads }) => ({ device, threads })),
      });
      await running;
    } finally {
      await connection.close();
    }
  } finally {
    await uploader.close(LAST_UPLOADS_MS);
    await workerRow.close();
    await Promise.all(slots.map((slot) => slot.close()));
    await store.close();
    process.off('disconnect', onAlone);
    // The IPC channel of whoever started us would keep the process alive.
    if (process.connected) process.disconnect();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UnusableEnvironment)) throw error;
  // No fault of the code: where in it that was found helps nobody.
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
