import { createHash, randomUUID } from 'node:crypto';
import { type CommandBody, commandBodySchema, selectionSchema } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import type { SweepRow } from '@seesaw/shared/records';
import type { SweepCommand } from '@seesaw/shared/workflows';
import type { Store } from '@seesaw/store/storePort';
import { z } from 'zod';
import { checkedExtension } from './checkedExtension.ts';
import { checkedPoint } from './checkedPoint.ts';
import type { App, ServerParts } from './serverParts.ts';
import { idempotencyHeadersSchema, sweepParamsSchema } from './sweeps.ts';
import { servedPools } from './unservedPool.ts';

/** Of numbers that there are not. */
const mostNamed = 10;

const answerSchema = z.object({
  sweepId: z.string(),
  state: z.string(),
  message: z.string(),
  trials: z.number().int(),
  number: z.number().int().optional(),
  selectionId: z.number().int().optional(),
});

export function commandRoutes(app: App, parts: ServerParts): void {
  const { store, runner } = parts;
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
      const sweep = await store.sweeps.get(sweepId);
      const key = request.headers['idempotency-key'];
      const command = await toCommand(sweep, request.body, parts);
      const updateId = key === undefined ? randomUUID() : updateIdOf(key, request.body);
      const answer = await runner.command(sweepId, command, updateId);
      return { ...answer, message: answer.message + (await poolNote(command, store)) };
    },
  );

  app.get(
    '/api/v1/sweeps/:id/selections/:number',
    {
      schema: {
        params: sweepParamsSchema.extend({ number: z.coerce.number().int().positive() }),
        response: { 200: selectionSchema },
      },
    },
    (request) => store.sweeps.selection({ sweepId: request.params.id, selectionId: request.params.number }),
  );
}

/** Trials that were moved to a pool without trainers wait, which looks like nothing happening. */
async function poolNote(command: SweepCommand, store: Store): Promise<string> {
  const pool = command.kind === 'retry' ? command.settings?.pool : undefined;
  if (pool === undefined) return '';
  return (await servedPools(store)).includes(pool)
    ? ''
    : `. No trainer serves pool ${pool} just now: they wait until one does`;
}

/** The body is part of it: a key that is used again for another command must not swallow that one. */
function updateIdOf(key: string, body: CommandBody): string {
  const digest = createHash('sha256')
    .update(`${key}\n${JSON.stringify(body)}`)
    .digest('hex');
  return `key-${digest.slice(0, 32)}`;
}

/** What the catalog knows about it is checked here; whether the state allows it is decided where the rows are locked. */
async function toCommand(sweep: SweepRow, body: CommandBody, parts: ServerParts): Promise<SweepCommand> {
  switch (body.kind) {
    case 'retry': {
      const { numbers, where, ...retry } = body;
      const chosen = { numbers, where };
      return numbers === undefined && where === undefined
        ? retry
        : { ...retry, selectionId: await selectionOf(sweep.id, chosen, parts.store) };
    }
    case 'order-trials': {
      const { numbers, where, ...order } = body;
      return { ...order, selectionId: await selectionOf(sweep.id, { numbers, where }, parts.store) };
    }
    case 'add-trial':
      return { kind: body.kind, values: checkedPoint(sweep.definition, body, parts) };
    case 'extend':
      return checkedExtension(sweep.definition, body, parts);
    default:
      return body;
  }
}

/**
 * A list of trials, or a condition as it holds now, becomes a stored selection, so that it does not travel through Temporal.
 * @throws SeesawError 'not-found' for numbers that there are not; 'invalid-sweep' without a choice, or with two.
 */
async function selectionOf(
  sweepId: string,
  { numbers, where }: Pick<Extract<CommandBody, { kind: 'order-trials' }>, 'numbers' | 'where'>,
  store: Store,
): Promise<number> {
  if ((numbers === undefined) === (where === undefined)) {
    throw new SeesawError('invalid-sweep', 'Give either the numbers of trials or where, a condition', {
      facts: { sweepId, hint: 'where: {} is every trial of the sweep' },
    });
  }
  if (numbers === undefined) return (await store.sweeps.saveSelection({ sweepId, where: where ?? {} })).selectionId;
  const { selectionId, missing } = await store.sweeps.saveSelection({ sweepId, numbers });
  if (missing.length === 0) return selectionId;
  const more = missing.length - mostNamed;
  const named = missing.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const trials = missing.length === 1 ? `Trial ${named} does` : `Trials ${named} do`;
  throw new SeesawError('not-found', `${trials} not exist in sweep ${sweepId}`, {
    facts: { sweepId, hint: 'nothing was changed; see the numbers with: seesaw trial list' },
  });
}
