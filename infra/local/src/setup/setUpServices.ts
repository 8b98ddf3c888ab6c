import { externalUrl } from '../composeServices.ts';
import type { LocalEnv } from '../env.ts';
import { type OnProgress, reportedStep } from '../progress.ts';
import type { ServiceName } from '../serviceNames.ts';
import type { Found, StepContext } from './found.ts';
import { ensureLibtensorflow } from './libtensorflow.ts';
import { ensureMlflow } from './mlflow.ts';
import { ensurePostgres } from './postgresBinaries.ts';
import { ensureTemporal } from './temporal.ts';

/** Installs what these services need and the environment does not name, side by side. Rejects with the first problem. */
export async function setUpServices(
  names: readonly ServiceName[],
  env: LocalEnv,
  onProgress: OnProgress,
): Promise<void> {
  const steps: Record<ServiceName, [string, (context: StepContext) => Promise<Found>] | undefined> = {
    postgres: ['PostgreSQL', ensurePostgres],
    temporal: ['Temporal', ensureTemporal],
    mlflow: ['MLflow', ensureMlflow],
    trainer: ['libtensorflow', (context) => ensureLibtensorflow(context, { wanted: env.libtensorflow, cxx: env.cxx })],
    orchestrator: undefined,
  };
  const results = await Promise.allSettled(
    names.map(async (name) => {
      const step = steps[name];
      if (step === undefined || externalUrl(name, env) !== undefined) return;
      const [title, ensure] = step;
      await reportedStep(title, onProgress, (report) => ensure({ cache: env.cache, report }), describeFound);
    }),
  );
  // All have ended, so none goes on writing to the cache after the caller has given up.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

export function describeFound({ version, where, how }: Found): string {
  return `${version} · ${how} · ${where}`;
}
