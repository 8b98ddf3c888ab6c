import { healthSchema } from '@seesaw/shared/api';
import type { App, ServerParts } from './serverParts.ts';
import { soon } from './soon.ts';

/** A service that has not answered by then counts as away. */
const patienceMs = 2_000;

export function healthRoutes(app: App, { store, runner, mlflow, temporalUi, version }: ServerParts): void {
  app.get('/api/v1/health', { schema: { response: { 200: healthSchema } } }, async () => {
    const [postgres, temporal, mlflowVersion] = await Promise.all([
      answer(store.ping()),
      answer(runner.ping()),
      mlflow === null ? null : answer(mlflow.health({ timeoutMs: patienceMs }).then((health) => health.version)),
    ]);
    const versions = { postgres, temporal, mlflow: mlflowVersion };
    const up = { postgres: postgres !== null, temporal: temporal !== null, mlflow: mlflowVersion !== null };
    const status =
      up.postgres && up.temporal && (mlflow === null || up.mlflow) ? ('ok' as const) : ('degraded' as const);
    return { status, version, ...up, versions, mlflowUrl: mlflow?.baseUrl ?? null, temporalUi };
  });
}

/** Null where there is none in time. */
async function answer(call: Promise<string>): Promise<string | null> {
  return (await soon(call, patienceMs)) ?? null;
}
