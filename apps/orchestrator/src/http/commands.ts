import { createHash, randomUUID } from 'node:crypto';
import { type CommandBody, commandBodySchema } from '@seesaw/shared/api';
import type { SweepCommand } from '@seesaw/shared/workflows';
import type { Store } from '@seesaw/store/storePort';
import { z } from 'zod';
import type { App, ServerParts } from './serverParts.ts';
import { idempotencyHeadersSchema, sweepParamsSchema } from './sweeps.ts';

const answerSchema = z.object({
  sweepId: z.string(),
  state: z.string(),
  message: z.string(),
  trials: z.number().int(),
});

export function commandRoutes(app: App, { store, runner }: ServerParts): void {
  app.post(
    '/api/v1/sweeps/:id/commands',
    {
      schema: {
        params: sweepParamsSchema,
        headers: idempotencyHeadersSchema,
        body: commandBodySchema,
        response: { 200: answerSchema },
      },
    },
    async (request) => {
      const sweepId = request.params.id;
      await store.sweeps.get(sweepId);
      const key = request.headers['idempotency-key'];
      const command = await toCommand(sweepId, request.body, store);
      return runner.command(sweepId, command, key === undefined ? randomUUID() : updateIdOf(key, request.body));
    },
  );
}

/** The body is part of it: a key that is used again for another command must not swallow that one. */
function updateIdOf(key: string, body: CommandBody): string {
  const digest = createHash('sha256')
    .update(`${key}\n${JSON.stringify(body)}`)
    .digest('hex');
  return `key-${digest.slice(0, 32)}`;
}

/** A list of trials becomes a stored selection, so that it does not travel through Temporal. */
async function toCommand(sweepId: string, body: CommandBody, store: Store): Promise<SweepCommand> {
  if (body.kind !== 'retry') return body;
  if (body.numbers === undefined) return { kind: 'retry', from: body.from };
  const { selectionId } = await store.sweeps.saveSelection({ sweepId, numbers: body.numbers });
  return { kind: 'retry', from: body.from, selectionId };
}
