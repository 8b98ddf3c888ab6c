import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];
const dashboardDist = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

const envSchema = z
  .object({
    DATABASE_URL: z.string({ error: 'DATABASE_URL is missing: the address of Postgres' }),
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    /** Address of Temporal's web page, for links. */
    TEMPORAL_UI_URL: z.url().optional(),
    /** Without it nothing is mirrored. */
    MLFLOW_TRACKING_URI: z.url().optional(),
    SEESAW_HOME: z.string().optional(),
    SEESAW_SPOOL_DIR: z.string().optional(),
    SEESAW_DATA_DIR: z.string().optional(),
    SEESAW_DASHBOARD_DIR: z.string().default(dashboardDist),
    SEESAW_HOST_NAME: z.string().default(hostname()),
    SEESAW_API_HOST: z.string().default('127.0.0.1'),
    /** 0 = any free port. */
    SEESAW_API_PORT: z.coerce.number().int().min(0).max(65_535).default(7788),
    /** Whether the next free port will do where SEESAW_API_PORT is taken. */
    SEESAW_API_PORT_SEARCH: z.stringbool().default(false),
    SEESAW_API_TOKEN: z.string().min(16, 'SEESAW_API_TOKEN must have at least 16 characters').optional(),
    SEESAW_MIRROR_SHARE: z.coerce
      .number({ error: 'SEESAW_MIRROR_SHARE must be a number above 0, at most 1' })
      .gt(0)
      .max(1)
      .default(0.1),
    SEESAW_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .refine((env) => loopbackHosts.includes(env.SEESAW_API_HOST) || env.SEESAW_API_TOKEN !== undefined, {
    message: 'SEESAW_API_HOST is reachable from other machines: set SEESAW_API_TOKEN, or use 127.0.0.1',
  });

export interface Env {
  readonly databaseUrl: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly uiUrl: string | null };
  /** Null: nothing is mirrored, and bytes that only MLflow has cannot be shown. */
  readonly mlflowUrl: string | null;
  /** Part of the time that the MLflow mirror may take while trials run: above 0, at most 1. */
  readonly mirrorShare: number;
  /** Where this host's trainers keep bytes; null when no trainer shares this host's disk. */
  readonly spoolDir: string | null;
  readonly dataDir: string | null;
  readonly dashboardDir: string;
  readonly hostName: string;
  readonly api: {
    readonly host: string;
    readonly port: number;
    readonly searchPort: boolean;
    readonly token: string | null;
  };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/** Reads and checks the environment; an empty string is unset. Throws an Error that names what is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(set);
  if (!parsed.success) {
    throw new Error(`The environment is not usable: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
  }
  const env = parsed.data;
  const homeSpool = env.SEESAW_HOME === undefined ? null : path.join(env.SEESAW_HOME, 'spool');
  return {
    databaseUrl: env.DATABASE_URL,
    temporal: { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE, uiUrl: env.TEMPORAL_UI_URL ?? null },
    mlflowUrl: env.MLFLOW_TRACKING_URI ?? null,
    mirrorShare: env.SEESAW_MIRROR_SHARE,
    spoolDir: env.SEESAW_SPOOL_DIR ?? homeSpool,
    dataDir: env.SEESAW_DATA_DIR ?? null,
    dashboardDir: env.SEESAW_DASHBOARD_DIR,
    hostName: env.SEESAW_HOST_NAME,
    api: {
      host: env.SEESAW_API_HOST,
      port: env.SEESAW_API_PORT,
      searchPort: env.SEESAW_API_PORT_SEARCH,
      token: env.SEESAW_API_TOKEN ?? null,
    },
    logLevel: env.SEESAW_LOG_LEVEL,
  };
}

export function isLoopback(host: string): boolean {
  return loopbackHosts.includes(host);
}
