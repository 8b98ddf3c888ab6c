import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const optional = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const port = optional.transform((text) => text && Number(text)).pipe(z.number().int().min(1).max(65535).optional());

const schema = z.object({
  SEESAW_HOME: optional,
  SEESAW_CACHE: optional,
  DATABASE_URL: optional,
  TEMPORAL_ADDRESS: optional,
  TEMPORAL_NAMESPACE: optional,
  MLFLOW_TRACKING_URI: optional,
  SEESAW_TEMPORAL_UI_PORT: port,
  SEESAW_API_PORT: port,
  SEESAW_POOL: optional,
  SEESAW_DEVICES: optional,
  SEESAW_HOST_NAME: optional,
  CHROME_PATH: optional,
  CXX: optional,
  SEESAW_LIBTENSORFLOW: optional.pipe(z.enum(['auto', 'cpu', 'gpu']).optional()),
});

/** What the local set-up and the supervisor take from the environment. */
export interface LocalEnv {
  /** Folder of data, logs and state. */
  home: string;
  /** Folder of downloads and compiled parts, shared by all homes of a user. */
  cache: string;
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  temporalNamespace: string;
  mlflowUrl: string | undefined;
  /** Where our Temporal server shows its web page; unset: it shows none. */
  temporalUiPort: number | undefined;
  apiPort: number | undefined;
  pool: string;
  /** What a trainer computes on; unset is for the trainer to decide. */
  devices: string | undefined;
  hostName: string | undefined;
  chromePath: string | undefined;
  cxx: string;
  /** Which build of TensorFlow set-up stages; `auto`: by what the machine has. */
  libtensorflow: 'auto' | 'cpu' | 'gpu';
}

/** Parses the environment; an empty string counts as unset. Throws a ZodError that names the variable. */
export function localEnv(source: NodeJS.ProcessEnv = process.env): LocalEnv {
  const env = schema.parse(source);
  const home = resolve(env.SEESAW_HOME ?? join(homedir(), '.seesaw'));
  return {
    home,
    cache: resolve(env.SEESAW_CACHE ?? join(home, 'cache')),
    databaseUrl: env.DATABASE_URL,
    temporalAddress: env.TEMPORAL_ADDRESS,
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    mlflowUrl: env.MLFLOW_TRACKING_URI?.replace(/\/+$/, ''),
    temporalUiPort: env.SEESAW_TEMPORAL_UI_PORT,
    apiPort: env.SEESAW_API_PORT,
    pool: env.SEESAW_POOL ?? 'default',
    devices: env.SEESAW_DEVICES,
    hostName: env.SEESAW_HOST_NAME,
    chromePath: env.CHROME_PATH,
    cxx: env.CXX ?? 'c++',
    libtensorflow: env.SEESAW_LIBTENSORFLOW ?? 'auto',
  };
}

/** The environment a child inherits: ours, with `extra` on top; `undefined` removes a variable. */
export function childEnv(extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}
