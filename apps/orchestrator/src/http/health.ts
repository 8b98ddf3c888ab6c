import { healthSchema } from '@seesaw/shared/api';
import type { App, ServerParts } from './serverParts.ts';

/** A service that has not answered by then counts as away. */
const patienceMs = 2_000;

export function healthRoutes(app: App, { store, runner, mlflow, temporalUi, version }: ServerParts): void {
  app.get('/api/v1/health', { schema: { response: { 200: healthSchema } } }, async () => {
    const [postgres, temporal, mlflowUp] = await Promise.all([
      answers(store.ping()),
      answers(runner.ping()),
      mlflow === null ? false : answers(mlflow.health({ timeoutMs: patienceMs })),
    ]);
    const status = postgres && temporal && (mlflow === null || mlflowUp) ? ('ok' as const) : ('degraded' as const);
    return { status, version, postgres, temporal, mlflow: mlflowUp, mlflowUrl: mlflow?.baseUrl ?? null, temporalUi };
  });
}

async function answers(call: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const answered = call.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answered, late]);
  clearTimeout(timer);
  return result;
}
