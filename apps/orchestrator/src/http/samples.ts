import { toPixels } from '@seesaw/gan/pictures/tileImages';
import { decodeSafetensors, type PlainTensor } from '@seesaw/gan/state/safetensors';
import { samplePageSchema, sampleTensorsSchema } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import { type SampleRow, toWireNumber } from '@seesaw/shared/records';
import { z } from 'zod';
import { tiledPng } from '../datasets/tiledPng.ts';
import { idListSchema } from './idList.ts';
import type { App, ServerParts } from './serverParts.ts';

const sampleParamsSchema = z.object({ id: z.coerce.number().int().positive() });

/** A sample's bytes never change; its id is not reused. */
const immutable = 'private, max-age=31536000, immutable';

export function sampleRoutes(app: App, { store, bytes }: ServerParts): void {
  app.get(
    '/api/v1/samples',
    {
      schema: {
        summary: 'Samples of trials by number and step',
        description:
          'Every sample is drawn from the same latent vectors: rows of one trial differ by their step alone. fromStep and toStep bound the steps, both included. By sweep, trial number and step; nextCursor asks for the next page.',
        querystring: z
          .object({
            sweepId: z.string().optional(),
            trialIds: idListSchema.optional(),
            fromStep: z.coerce.number().int().nonnegative().optional(),
            toStep: z.coerce.number().int().nonnegative().optional(),
            limit: z.coerce.number().int().min(1).max(1000).default(200),
            cursor: z.string().optional(),
          })
          .refine((query) => query.sweepId !== undefined || query.trialIds !== undefined, {
            message: 'give sweepId or trialIds',
          }),
        response: { 200: samplePageSchema },
      },
    },
    (request) => store.samples.list(request.query),
  );

  for (const { file, type, locate, summary } of [
    { file: 'image.png', type: 'image/png', locate: 'pngLocation', summary: 'A sample as a picture' },
    {
      file: 'tensors.safetensors',
      type: 'application/octet-stream',
      locate: 'tensorsLocation',
      summary:
        'The numbers of a sample as safetensors. Points: points [2000, 2], surface [64, 64] (what D answers over the plane, row by row from below), bounds [4] (x min, x max, y min, y max). Images: images [64, h, w, c] in [-1, 1], feedback [16, h, w, c] (the slope of the loss of G for the first sixteen, or where labels are told for the first of each: G moves against its sign), and at step 0 of data from a folder real [64, h, w, c]',
    },
  ] as const) {
    app.get(
      `/api/v1/samples/:id/${file}`,
      { schema: { summary, produces: [type], params: sampleParamsSchema } },
      async (request, reply) => {
        const { found } = await readBytes(request.params.id, locate);
        return reply.type(type).header('cache-control', immutable).send(found);
      },
    );
  }

  app.get(
    '/api/v1/samples/:id/tensors.json',
    {
      schema: {
        summary: 'The numbers of a sample as JSON',
        description: 'What tensors.safetensors holds; only names the tensors that are wanted, separated by commas.',
        params: sampleParamsSchema,
        querystring: z.object({ only: z.string().max(500).optional() }),
        response: { 200: sampleTensorsSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { row, found } = await readBytes(id, 'tensorsLocation');
      const tensors = Object.entries(decodeSafetensors(found, `sample ${id}`));
      const wanted = request.query.only?.split(',') ?? tensors.map(([name]) => name);
      const missing = wanted.find((name) => !tensors.some(([known]) => known === name));
      if (missing !== undefined) {
        throw new SeesawError('not-found', `Sample ${id} has no tensor "${missing}".`, {
          facts: { hint: `It has ${tensors.map(([name]) => name).join(', ')}.` },
        });
      }
      reply.header('cache-control', immutable);
      const chosen = tensors.filter(([name]) => wanted.includes(name)).map(([name, tensor]) => [name, inJson(tensor)]);
      return { id, step: row.step, kind: row.kind, tensors: Object.fromEntries(chosen) };
    },
  );

  app.get(
    '/api/v1/samples/:id/real.png',
    {
      schema: {
        summary: 'Real pictures that were kept with a sample',
        description:
          'A grid of held-out pictures of data that lie in a folder with the trainers. The sample at step 0 has them (facts.real); pictures of other data sets come from /api/v1/datasets/NAME/real.png.',
        produces: ['image/png'],
        params: sampleParamsSchema,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { found } = await readBytes(id, 'tensorsLocation');
      const { real } = decodeSafetensors(found, `sample ${id}`);
      if (real === undefined) {
        throw new SeesawError('not-found', `Sample ${id} holds no real pictures.`, {
          facts: {
            hint: 'The sample at step 0 does, of a trial on data of your own (idx:FOLDER, image-folder:FOLDER).',
          },
        });
      }
      const [count, height, width, channels] = real.shape as [number, number, number, number];
      const png = tiledPng({ pixels: toPixels(real.data as Float32Array), count, width, height, channels });
      return reply.type('image/png').header('cache-control', immutable).send(png);
    },
  );

  async function readBytes(
    id: number,
    locate: 'pngLocation' | 'tensorsLocation',
  ): Promise<{ row: SampleRow; found: Buffer }> {
    const read = async () => {
      const row = await store.samples.get(id);
      return { row, found: await bytes.read(row[locate]) };
    };
    const first = await read();
    // Between reading the row and the file the bytes may have moved to MLflow: the row says where to.
    const { row, found } = first.found === undefined ? await read() : first;
    if (found !== undefined) return { row, found };
    throw new SeesawError('not-found', `The bytes of sample ${id} are not at hand.`, {
      facts: { hint: 'They are on another host and not uploaded yet, or were removed by hand.' },
    });
  }
}

function inJson({ dtype, shape, data }: PlainTensor) {
  // Nine digits tell every float32 apart; seventeen would only be longer.
  const shorter = (value: number) => (dtype === 'float32' ? Number(value.toPrecision(9)) : value);
  return { dtype, shape: [...shape], data: Array.from(data, (value) => toWireNumber(shorter(value))) };
}
