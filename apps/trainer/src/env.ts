import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { poolSchema } from '@seesaw/shared/api';
import { z } from 'zod';

const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));
const required = (what: string) =>
  z.string({ error: `is not set: ${what}` }).refine((value) => value.trim() !== '', { error: `is empty: ${what}` });

const schema = z.object({
  DATABASE_URL: required('the Postgres address, e.g. postgres://user@127.0.0.1:5432/seesaw'),
  TEMPORAL_ADDRESS: required('host:port of the Temporal server'),
  TEMPORAL_NAMESPACE: text,
  MLFLOW_TRACKING_URI: required('the address of the MLflow server, e.g. http://127.0.0.1:5000'),
  SEESAW_HOME: required('the folder of data and state'),
  SEESAW_SPOOL_DIR: text,
  SEESAW_POOL: text.pipe(poolSchema.optional()),
  SEESAW_DEVICES: text,
  SEESAW_DATA_DIR: text,
  SEESAW_CACHE: text,
  SEESAW_HOST_NAME: text.pipe(
    z
      .string()
      .regex(/^[^\s:@/]+$/, 'must have no blank, colon, @ or slash')
      .optional(),
  ),
  SEESAW_ENDS_WITH_STARTER: text.pipe(z.stringbool().optional()),
  SEESAW_LOG_LEVEL: text.pipe(z.enum(['debug', 'info', 'warn', 'error']).optional()),
  CUDA_VISIBLE_DEVICES: z.string().optional(),
});

/** A variable that is missing or wrong; its message is for whoever set it. */
export class UnusableEnvironment extends Error {
  override readonly name = 'UnusableEnvironment';
}

/** What a trainer takes from its environment. */
export interface TrainerEnv {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly mlflowUrl: string;
  /** Folder where checkpoints and samples lie until MLflow has them. */
  readonly spoolDir: string;
  /** Folder of things that can be made again. */
  readonly cacheDir: string;
  readonly pool: string;
  /** As written: `auto`, `cpu:N` or `cuda:0,1`; see devices.ts. */
  readonly devices: string;
  /** Name of this machine in `spool@<host>` locations: must stay the same as long as the spool does. */
  readonly hostName: string;
  /** Ends when the process that started it is gone; else it goes on alone. */
  readonly endsWithStarter: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** `undefined` = every GPU may be used. */
  readonly cudaVisibleDevices: string | undefined;
  /** Environment of child processes: ours without addresses and secrets, which training has no use for. */
  readonly childEnv: Readonly<Record<string, string>>;
}

/** @throws UnusableEnvironment that names every variable that is missing or wrong */
export function trainerEnv(source: NodeJS.ProcessEnv = process.env): TrainerEnv {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new UnusableEnvironment(`The trainer cannot start:\n  ${wrong.join('\n  ')}`);
  }
  const env = parsed.data;
  const home = resolve(env.SEESAW_HOME);
  const cacheDir = resolve(env.SEESAW_CACHE ?? join(home, 'cache'));
  return {
    databaseUrl: env.DATABASE_URL,
    temporalAddress: env.TEMPORAL_ADDRESS,
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    mlflowUrl: env.MLFLOW_TRACKING_URI.replace(/\/+$/, ''),
    spoolDir: resolve(env.SEESAW_SPOOL_DIR ?? join(home, 'spool')),
    cacheDir,
    pool: env.SEESAW_POOL ?? 'default',
    devices: env.SEESAW_DEVICES ?? 'auto',
    hostName: env.SEESAW_HOST_NAME ?? hostname(),
    endsWithStarter: env.SEESAW_ENDS_WITH_STARTER ?? false,
    logLevel: env.SEESAW_LOG_LEVEL ?? 'info',
    cudaVisibleDevices: env.CUDA_VISIBLE_DEVICES,
    childEnv: {
      ...withoutSecrets(source),
      SEESAW_HOME: home,
      SEESAW_CACHE: cacheDir,
    },
  };
}

const SERVICE = /^(DATABASE_URL|PG[A-Z]+|TEMPORAL_.*|MLFLOW_.*|NODE_CHANNEL_.*)$/;
const SECRET = /(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)/i;

function withoutSecrets(source: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(source).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !SERVICE.test(entry[0]) && !SECRET.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
