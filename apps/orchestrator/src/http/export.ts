import { Readable } from 'node:stream';
import { z } from 'zod';
import { pointsAsCsv, pointsAsJson } from '../export/exportPoints.ts';
import { trialsAsCsv, trialsAsJson } from '../export/exportTrials.ts';
import type { App, ServerParts } from './serverParts.ts';
import { sweepParamsSchema } from './sweeps.ts';

const querySchema = z.object({
  format: z.enum(['csv', 'json']).default('csv'),
  /** trials: one row a trial; metrics: one row a measured point. */
  what: z.enum(['trials', 'metrics']).default('trials'),
});

/**
 * Streams: the reader sets the pace, and nothing is held but a page of rows. A failure on the way cuts the connection, so that
 * a part is never taken for the whole.
 */
export function exportRoutes(app: App, { store }: ServerParts): void {
  app.get(
    '/api/v1/sweeps/:id/export',
    { schema: { params: sweepParamsSchema, querystring: querySchema } },
    async (request, reply) => {
      const sweep = await store.sweeps.get(request.params.id);
      const { format, what } = request.query;
      const rows =
        what === 'trials'
          ? { csv: () => trialsAsCsv(store, sweep), json: () => trialsAsJson(store, sweep) }
          : { csv: () => pointsAsCsv(store, sweep.id), json: () => pointsAsJson(store, sweep.id) };
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json')
        .header('content-disposition', `attachment; filename="${sweep.id}-${what}.${format}"`)
        .send(Readable.from(rows[format](), { objectMode: false }));
    },
  );
}
