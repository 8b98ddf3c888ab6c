import { validationSchema } from '@seesaw/shared/api';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Suggest } from '@seesaw/store/storePort';
import { z } from 'zod';
import { estimateDuration } from '../sweeps/estimateDuration.ts';
import type { App, ServerParts } from './serverParts.ts';

export const sweepFileBodySchema = z.object({ yaml: z.string().max(1_000_000) });

const previewed = 10;

export function validateRoutes(app: App, parts: ServerParts): void {
  app.post(
    '/api/v1/sweeps/validate',
    { schema: { body: sweepFileBodySchema, response: { 200: validationSchema } } },
    async (request) => {
      const parsed = parseSweepFile(request.body.yaml, parts);
      if (!parsed.ok) return { ok: false, problems: [...parsed.problems], sweep: null, preview: [], estimate: null };
      return {
        ok: true,
        problems: [...parsed.warnings],
        sweep: parsed.sweep,
        preview: preview(parsed.sweep, parts.suggest),
        estimate: await estimateDuration(parsed.sweep, parts.store),
      };
    },
  );
}

/** The varied values of the first trials, exactly as they will be suggested. */
function preview(sweep: ResolvedSweep, suggest: Suggest): Record<string, Scalar>[] {
  const points: Record<string, Scalar>[] = [];
  for (let number = 1; number <= Math.min(previewed, sweep.plannedTrials); number += 1) {
    const config = suggest(sweep, number, { results: [], open: [] });
    if (config === 'exhausted') break;
    const values: Readonly<Record<string, Scalar>> = { ...config.values, seed: config.seed, steps: config.steps };
    points.push(Object.fromEntries(sweep.space.flatMap(({ name }) => (name in values ? [[name, values[name]!]] : []))));
  }
  return points;
}
