import { sampleListSchema } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import { z } from 'zod';
import type { App, ServerParts } from './serverParts.ts';

const idListSchema = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .filter((part) => part !== '')
      .map(Number),
  )
  .pipe(z.array(z.number().int().positive()).max(1000));

const sampleParamsSchema = z.object({ id: z.coerce.number().int().positive() });

/** A sample's bytes never change; its id is not reused. */
const immutable = 'private, max-age=31536000, immutable';

export function sampleRoutes(app: App, { store, bytes }: ServerParts): void {
  app.get(
    '/api/v1/samples',
    {
      schema: {
        querystring: z
          .object({
            sweepId: z.string().optional(),
            trialIds: idListSchema.optional(),
            fromStep: z.coerce.number().int().nonnegative().optional(),
            toStep: z.coerce.number().int().nonnegative().optional(),
          })
          .refine((query) => query.sweepId !== undefined || query.trialIds !== undefined, {
            message: 'give sweepId or trialIds',
          }),
        response: { 200: sampleListSchema },
      },
    },
    async (request) => ({ items: await store.samples.list(request.query) }),
  );

  for (const { file, type, locate } of [
    { file: 'image.png', type: 'image/png', locate: 'pngLocation' },
    { file: 'tensors.safetensors', type: 'application/octet-stream', locate: 'tensorsLocation' },
  ] as const) {
    app.get(`/api/v1/samples/:id/${file}`, { schema: { params: sampleParamsSchema } }, async (request, reply) => {
      const read = async () => bytes.read((await store.samples.get(request.params.id))[locate]);
      // Between reading the row and the file the bytes may have moved to MLflow: the row says where to.
      const found = (await read()) ?? (await read());
      if (found === undefined) {
        throw new SeesawError('not-found', `The bytes of sample ${request.params.id} are not at hand.`, {
          facts: { hint: 'They are on another host and not uploaded yet, or were removed by hand.' },
        });
      }
      return reply.type(type).header('cache-control', immutable).send(found);
    });
  }
}
