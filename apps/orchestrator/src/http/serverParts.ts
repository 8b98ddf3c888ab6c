import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import type { Catalog, FindContradictions } from '@seesaw/shared/catalog';
import type { PackOf } from '@seesaw/shared/lanes';
import type { SweepFileContext } from '@seesaw/shared/sweepFile';
import type { Store } from '@seesaw/store/storePort';
import type { Suggest } from '@seesaw/store/suggestPort';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ByteReader } from '../bytes/byteReader.ts';
import type { SweepRunner } from '../sweeps/sweepRunner.ts';

/** What the HTTP server is made of. */
export interface ServerParts {
  readonly store: Store;
  readonly runner: SweepRunner;
  readonly suggest: Suggest;
  readonly catalog: Catalog;
  readonly findContradictions: FindContradictions;
  readonly packOf: PackOf;
  readonly resolveDataset: (nameOrAlias: string) => string;
  readonly lookForFolder: NonNullable<SweepFileContext['lookForFolder']>;
  readonly bytes: ByteReader;
  /** Null when no MLflow is configured. */
  readonly mlflow: MlflowClient | null;
  /** For links; null where Temporal's web page is not known. */
  readonly temporalUi: { readonly url: string; readonly namespace: string } | null;
  /** What a deleted sweep has in the spool of this host; its runs in MLflow go in the background. */
  readonly removeSpool: (sweepId: string) => Promise<void>;
  /** PNG of `count` held-out real items; throws SeesawError('not-found') where a data set has no pictures. */
  readonly realItems: (dataset: string, count: number) => Promise<Buffer>;
  readonly dashboardDir: string;
  readonly version: string;
  /** Bearer token that every call must carry; null on loopback. */
  readonly token: string | null;
  /** Refuse names other than loopback ones in Host and Origin. */
  readonly loopbackOnly: boolean;
  readonly log: FastifyBaseLogger;
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
