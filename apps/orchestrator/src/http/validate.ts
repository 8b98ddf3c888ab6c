import { validationSchema } from '@seesaw/shared/api';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { pointOf } from '@seesaw/shared/pointOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Point } from '@seesaw/shared/searchSpace';
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
function preview(sweep: ResolvedSweep, suggest: Suggest): Point[] {
  const points: Point[] = [];
  for (let number = 1; number <= Math.min(previewed, sweep.plannedTrials); number += 1) {
    const config = suggest(sweep, number, { results: [], open: [] });
    if (config === 'exhausted') break;
    points.push(pointOf(sweep, config));
  }
  return points;
}
