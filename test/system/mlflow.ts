import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import type { Run } from '@seesaw/mlflow-ts/run';
import { inject } from 'vitest';
import { mirrorIn } from './mirrorIn.ts';

/** What the MLflow server shows of a sweep: the parent run and its children. */
export async function mirrorOf(sweepId: string): Promise<{ parent: Run | undefined; children: readonly Run[] }> {
  const { parents, children } = await mirrorIn(mlflow(), sweepId);
  return { parent: parents[0], children };
}

export function mlflow() {
  return createMlflowClient({ baseUrl: inject('endpoints').mlflowUrl });
}
