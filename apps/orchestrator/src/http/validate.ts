import { validationSchema } from '@seesaw/shared/api';
import { maxSweepFileBytes } from '@seesaw/shared/maxSweepFileBytes';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { z } from 'zod';
import { estimateDuration } from '../sweeps/estimateDuration.ts';
import { plannedTrials } from '../sweeps/plannedTrials.ts';
import type { App, ServerParts } from './serverParts.ts';
import { slotsLeftIdle } from './slotsLeftIdle.ts';
import { unservedPool } from './unservedPool.ts';
import { warmStartProblem } from './warmStartProblem.ts';

export const sweepFileBodySchema = z.object({ yaml: z.string().max(maxSweepFileBytes) });

const nothing = { sweep: null, preview: [], estimate: null, points: [], duplicates: null, warmSources: [] };

export function validateRoutes(app: App, parts: ServerParts): void {
  app.post(
    '/api/v1/sweeps/validate',
    { schema: { body: sweepFileBodySchema, response: { 200: validationSchema } } },
    async (request) => {
      const parsed = parseSweepFile(request.body.yaml, parts);
      if (!parsed.ok) return { ok: false, problems: [...parsed.problems], ...nothing };
      const { sweep, warnings } = parsed;
      let warm: Awaited<ReturnType<typeof parts.store.sweeps.warmStart>>;
      try {
        warm = await parts.store.sweeps.warmStart(sweep);
      } catch (error) {
        const problem = warmStartProblem(error, sweep, request.body.yaml);
        return { ok: false, problems: [...warnings, problem], ...nothing };
      }
      const [{ points, duplicates }, estimate, unserved, idle] = await Promise.all([
        plannedTrials({ sweep, known: warm.known, suggest: parts.suggest, store: parts.store }),
        estimateDuration(sweep, parts.store),
        unservedPool(sweep.pool, request.body.yaml, parts.store),
        slotsLeftIdle(sweep, request.body.yaml, parts.store),
      ]);
      const preview = points.map(({ point }) => point);
      const warmSources = [...warm.sources];
      const problems = [...warnings, ...[unserved, idle].filter((one) => one !== undefined)];
      return { ok: true, problems, sweep, preview, estimate, points, duplicates, warmSources };
    },
  );
}
