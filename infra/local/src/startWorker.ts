import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { endedHow } from './command.ts';
import { knownEndpoints } from './endpoints.ts';
import { childEnv, localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { signal as send } from './processIdentity.ts';
import type { OnProgress } from './progress.ts';
import { appService } from './services/app.ts';
import { withoutPassword } from './services/postgresDatabases.ts';
import { setUpServices } from './setup/setUpServices.ts';
import { stopRules } from './stopRules.ts';
import { withWorkerName } from './workerName.ts';

const readySchema = z.object({
  type: z.literal('ready'),
  workerId: z.string(),
  pool: z.string(),
  slots: z.array(z.object({ device: z.string(), threads: z.number() })),
});

/** What a worker that is ready takes work from, and what it computes on. Addresses without passwords. */
export interface ServingWorker extends Omit<z.infer<typeof readySchema>, 'type'> {
  readonly name: string;
  readonly spool: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly mlflowUrl: string;
}

export interface WorkerOptions {
  /** `auto`, `cpu:2`, `cuda:0,1` or `none:4`; default: SEESAW_DEVICES, else `auto`. */
  readonly devices?: string | undefined;
  readonly pool?: string | undefined;
  readonly name?: string | undefined;
  readonly temporalAddress?: string | undefined;
  readonly temporalNamespace?: string | undefined;
  readonly mlflowUrl?: string | undefined;
  readonly onProgress: OnProgress;
  readonly onReady: (worker: ServingWorker) => void;
  /** Each line of its log. */
  readonly onLine: (line: string) => void;
  /** Aborted: running trials write a checkpoint, are handed back, and the worker ends. */
  readonly signal: AbortSignal;
}

/**
 * Runs a trainer on this machine until `signal` is aborted. Where an option or variable does not name a server, it is that of
 * the system that runs in SEESAW_HOME. The database's address, which holds a password, comes from the environment alone.
 *
 * @throws Error when a server is not known, the name is taken, or the trainer ends without being asked
 */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { onProgress, onLine, signal } = options;
  const env = localEnv();
  const known = knownEndpoints();
  const databaseUrl = required(env.databaseUrl ?? known.databaseUrl, 'the database', 'DATABASE_URL');
  const temporal = options.temporalAddress ?? env.temporalAddress ?? known.temporalAddress;
  const temporalAddress = required(temporal, 'Temporal', 'TEMPORAL_ADDRESS or --temporal');
  const mlflow = options.mlflowUrl ?? env.mlflowUrl ?? known.mlflowUrl;
  const mlflowUrl = required(mlflow, 'MLflow', 'MLFLOW_TRACKING_URI or --mlflow');
  const devices = options.devices ?? env.devices;

  mkdirSync(homePaths(env.home).run, { recursive: true, mode: 0o700 });
  await withWorkerName(env.home, options.name ?? env.hostName, async ({ name, spool }) => {
    // Without a device nothing but test functions is played, which need no TensorFlow.
    if (devices?.startsWith('none') !== true) await setUpServices(['trainer'], env, onProgress);
    if (signal.aborted) return;
    const service = appService({
      name: 'trainer',
      spool,
      env: {
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: temporalAddress,
        TEMPORAL_NAMESPACE: options.temporalNamespace ?? env.temporalNamespace,
        MLFLOW_TRACKING_URI: mlflowUrl,
        SEESAW_HOME: env.home,
        SEESAW_CACHE: env.cache,
        SEESAW_SPOOL_DIR: spool,
        SEESAW_POOL: options.pool ?? env.pool,
        SEESAW_DEVICES: devices,
        SEESAW_HOST_NAME: name,
        // Nobody would restart it, see it, or know how to stop it.
        SEESAW_ENDS_WITH_STARTER: 'true',
      },
    });
    await service.prepare();
    const { file, args, cwd, env: added } = service.launch();
    // A process group of its own: Ctrl-C in a terminal reaches this process alone, which asks the trainer to stop, once.
    const child = spawn(file, [...args], {
      cwd,
      env: childEnv(added),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream as Readable }).on('line', onLine);
    }
    child.on('message', (message) => {
      const ready = readySchema.safeParse(message).data;
      if (ready === undefined) return;
      const { type: _, ...worker } = ready;
      const addresses = { temporalAddress, databaseUrl: withoutPassword(databaseUrl), mlflowUrl };
      options.onReady({ ...worker, name, spool, ...addresses });
    });
    const how = await untilEnded(child, signal);
    if (!signal.aborted) throw new Error(`The trainer ${how}.`);
  });
}

function required(address: string | undefined, what: string, from: string): string {
  if (address !== undefined) return address;
  throw new Error(`The address of ${what} is not known: set ${from}, or start a system here first (seesaw up).`);
}

/** Gives how it ended, in words. Whoever leaves without waiting (a second Ctrl-C) takes it along. */
async function untilEnded(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const { stopSignal, stopTimeoutMs } = stopRules.trainer;
  const killAll = () => {
    if (child.pid !== undefined) send(-child.pid, 'SIGKILL');
  };
  let patience: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill(stopSignal);
    patience = setTimeout(killAll, stopTimeoutMs);
  };
  process.once('exit', killAll);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    return await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signalName) => resolve(endedHow(code, signalName)));
    });
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', stop);
    process.off('exit', killAll);
    killAll();
  }
}
