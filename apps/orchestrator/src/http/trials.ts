import { attemptListSchema, checkpointListSchema, logListSchema, trialPageSchema } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import {
  groupKeySchema,
  trialListQuerySchema,
  trialTableColumnsSchema,
  trialTableSchema,
} from '@seesaw/shared/queries';
import { trialRowSchema } from '@seesaw/shared/records';
import { remarkSchema } from '@seesaw/shared/remark';
import { trialStates } from '@seesaw/shared/trialState';
import { z } from 'zod';
import type { App, ServerParts } from './serverParts.ts';
import { sweepParamsSchema } from './sweeps.ts';

const trialParamsSchema = z.object({ id: z.coerce.number().int().positive() });

/** `state=failed`, `state=failed,diverged` or `state=failed&state=diverged`. */
export const statesSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((part) => part.split(',')))
  .pipe(z.array(z.enum(trialStates)));

/** `columns=number,score` or `columns=number&columns=metric.a,b`: the repeated form is for names with a comma. Each once. */
export const columnsSchema = z
  .union([z.string().transform((value) => value.split(',')), z.array(z.string())])
  .transform((columns) => [...new Set(columns)])
  .pipe(trialTableColumnsSchema);

/** `key=["hinge",null]`: one value for each column of `by`. */
const keySchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('expected JSON, e.g. ["hinge",0.001]');
      return z.NEVER;
    }
  })
  .pipe(groupKeySchema);

const pageQuerySchema = trialListQuerySchema.omit({ sweepId: true, group: true }).extend({
  state: statesSchema.optional(),
  columns: columnsSchema.optional(),
  front: z.stringbool().optional(),
  by: columnsSchema.optional(),
  key: keySchema.optional(),
});

/** A download that was asked for is not overtaken by pruning; repeating it begins anew. */
const leaseMinutes = 15;

export function trialRoutes(app: App, { store, bytes }: ServerParts): void {
  app.get(
    '/api/v1/sweeps/:id/trials',
    {
      schema: {
        params: sweepParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: z.union([trialTableSchema, trialPageSchema]) },
      },
    },
    async (request) => {
      const { columns, by, key, ...page } = request.query;
      const group = by === undefined || key === undefined ? {} : { group: { by, key } };
      const query = { ...page, ...group, sweepId: request.params.id };
      await store.sweeps.load(query.sweepId);
      return columns === undefined ? store.trials.list(query) : store.trials.table({ ...query, columns });
    },
  );

  app.get(
    '/api/v1/sweeps/:id/trials/:number',
    {
      schema: {
        params: sweepParamsSchema.extend({ number: z.coerce.number().int().positive() }),
        response: { 200: trialRowSchema },
      },
    },
    (request) => store.trials.byNumber(request.params.id, request.params.number),
  );

  app.get(
    '/api/v1/trials/:id',
    { schema: { params: trialParamsSchema, response: { 200: trialRowSchema } } },
    (request) => store.trials.get(request.params.id),
  );

  app.patch(
    '/api/v1/trials/:id',
    { schema: { params: trialParamsSchema, body: remarkSchema, response: { 200: trialRowSchema } } },
    (request) => store.trials.remark({ trialId: request.params.id, remark: request.body }),
  );

  app.get(
    '/api/v1/trials/:id/attempts',
    { schema: { params: trialParamsSchema, response: { 200: attemptListSchema } } },
    async (request) => ({ items: await store.trials.attempts(request.params.id) }),
  );

  app.get(
    '/api/v1/trials/:id/checkpoints',
    { schema: { params: trialParamsSchema, response: { 200: checkpointListSchema } } },
    async (request) => ({ items: await store.checkpoints.list(request.params.id) }),
  );

  for (const file of ['manifest.json', 'state.safetensors'] as const) {
    const type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    app.get(
      `/api/v1/checkpoints/:id/${file}`,
      { schema: { summary: `${file} of a checkpoint`, produces: [type], params: trialParamsSchema } },
      async (request, reply) => {
        const checkpointId = request.params.id;
        const read = async () => {
          const { location } = await store.checkpoints.lease({ checkpointId, minutes: leaseMinutes });
          if (location === 'none') {
            throw new SeesawError(
              'not-found',
              `Checkpoint ${checkpointId} has no bytes: its trial is a test function.`,
            );
          }
          return bytes.read(`${location}/${file}`);
        };
        // Between reading the row and the file the bytes may have moved to MLflow: the row says where to.
        const found = (await read()) ?? (await read());
        if (found === undefined) {
          throw new SeesawError('not-found', `The bytes of checkpoint ${checkpointId} are not at hand.`, {
            facts: { hint: 'They are on another host and not uploaded yet, or were removed by hand.' },
          });
        }
        return reply.type(type).send(found);
      },
    );
  }

  app.get(
    '/api/v1/trials/:id/logs',
    {
      schema: {
        params: trialParamsSchema,
        querystring: z.object({
          after: z.coerce.number().int().nonnegative().optional(),
          limit: z.coerce.number().int().min(1).max(5000).default(500),
          level: z.enum(['debug', 'info', 'warn', 'error']).optional(),
          search: z.string().max(500).optional(),
        }),
        response: { 200: logListSchema },
      },
    },
    async (request) => ({ items: await store.logs.list({ trialId: request.params.id, ...request.query }) }),
  );
}
