import { definitionListSchema, pointListSchema, retentionBodySchema, sweepPageSchema } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { archivedFilters, frontSchema } from '@seesaw/shared/queries';
import { sweepRowSchema } from '@seesaw/shared/records';
import { remarkSchema } from '@seesaw/shared/remark';
import { isEndedSweep, sweepStates } from '@seesaw/shared/sweepState';
import { z } from 'zod';
import { InvalidSweepFile } from './invalidSweepFile.ts';
import type { App, ServerParts } from './serverParts.ts';
import { sweepFileBodySchema } from './validate.ts';
import { warmStartProblem } from './warmStartProblem.ts';

export const sweepParamsSchema = z.object({ id: z.string() });

export const idempotencyHeadersSchema = z.object({
  'idempotency-key': z.string().min(1).max(200).optional(),
});

export function sweepRoutes(app: App, parts: ServerParts): void {
  const { store, runner, log } = parts;

  app.post(
    '/api/v1/sweeps',
    {
      schema: {
        body: sweepFileBodySchema,
        headers: idempotencyHeadersSchema,
        response: { 200: sweepRowSchema, 201: sweepRowSchema },
      },
    },
    async (request, reply) => {
      const { yaml } = request.body;
      const parsed = parseSweepFile(yaml, parts);
      if (!parsed.ok) throw new InvalidSweepFile(parsed.problems);
      const idempotencyKey = request.headers['idempotency-key'];
      const { sweep } = parsed;
      const { row, created } = await store.sweeps
        .create({ sweep, yaml, ...(idempotencyKey !== undefined && { idempotencyKey }) })
        .catch((error: unknown) => {
          throw new InvalidSweepFile([warmStartProblem(error, sweep, yaml)]);
        });
      try {
        if (!isEndedSweep(row.state)) await runner.start(row.id);
      } catch (error) {
        // The row is the promise: the workflow is started as soon as Temporal is back.
        if (!(error instanceof SeesawError && error.retryable)) throw error;
        log.warn({ sweepId: row.id, err: error }, 'The sweep is stored; its workflow starts when Temporal is back');
      }
      return reply
        .status(created ? 201 : 200)
        .header('location', `/api/v1/sweeps/${row.id}`)
        .send(row);
    },
  );

  app.get(
    '/api/v1/sweeps',
    {
      schema: {
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(50),
          cursor: z.string().optional(),
          state: z.enum(sweepStates).optional(),
          archived: z.enum(archivedFilters).default('no'),
          tag: z.string().max(40).optional(),
        }),
        response: { 200: sweepPageSchema },
      },
    },
    (request) => store.sweeps.list(request.query),
  );

  app.get(
    '/api/v1/sweeps/:id',
    { schema: { params: sweepParamsSchema, response: { 200: sweepRowSchema } } },
    (request) => store.sweeps.get(request.params.id),
  );

  app.get('/api/v1/sweeps/:id/yaml', { schema: { params: sweepParamsSchema } }, async (request, reply) =>
    reply.type('text/yaml; charset=utf-8').send(await store.sweeps.yaml(request.params.id)),
  );

  app.get(
    '/api/v1/sweeps/:id/definitions',
    { schema: { params: sweepParamsSchema, response: { 200: definitionListSchema } } },
    async (request) => ({ items: await store.sweeps.definitions(request.params.id) }),
  );

  app.get(
    '/api/v1/sweeps/:id/points',
    { schema: { params: sweepParamsSchema, response: { 200: pointListSchema } } },
    async (request) => ({ items: await store.sweeps.points(request.params.id) }),
  );

  app.get(
    '/api/v1/sweeps/:id/metrics',
    { schema: { params: sweepParamsSchema, response: { 200: z.object({ items: z.array(z.string()) }) } } },
    async (request) => {
      await store.sweeps.get(request.params.id);
      return { items: await store.metrics.names(request.params.id) };
    },
  );

  app.get(
    '/api/v1/sweeps/:id/front',
    { schema: { params: sweepParamsSchema, response: { 200: frontSchema } } },
    (request) => store.sweeps.front(request.params.id),
  );

  app.patch(
    '/api/v1/sweeps/:id',
    { schema: { params: sweepParamsSchema, body: remarkSchema, response: { 200: sweepRowSchema } } },
    (request) => store.sweeps.remark({ sweepId: request.params.id, remark: request.body }),
  );

  app.post(
    '/api/v1/sweeps/:id/retention',
    { schema: { params: sweepParamsSchema, body: retentionBodySchema, response: { 200: sweepRowSchema } } },
    (request) => store.sweeps.retain({ sweepId: request.params.id, keep: request.body.keep }),
  );

  for (const verb of ['archive', 'unarchive'] as const) {
    app.post(
      `/api/v1/sweeps/:id/${verb}`,
      { schema: { params: sweepParamsSchema, response: { 200: sweepRowSchema } } },
      (request) => store.sweeps.archive({ sweepId: request.params.id, archived: verb === 'archive' }),
    );
  }

  app.delete('/api/v1/sweeps/:id', { schema: { params: sweepParamsSchema } }, async (request, reply) => {
    const sweepId = request.params.id;
    await store.sweeps.delete(sweepId);
    await parts.removeSpool(sweepId);
    return reply.status(204).send();
  });
}
