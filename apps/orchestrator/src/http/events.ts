import { eventPageSchema } from '@seesaw/shared/api';
import { z } from 'zod';
import { EventStream } from './eventStream.ts';
import type { App, ServerParts } from './serverParts.ts';
import { sweepParamsSchema } from './sweeps.ts';

/** Also a net for a doorbell that was lost. */
const heartbeatMs = 15_000;

export function eventRoutes(app: App, { store, log }: ServerParts): void {
  const streams = new Set<EventStream>();
  let stopDoorbell: (() => Promise<void>) | undefined;
  const ring = () => {
    for (const stream of streams) stream.pump();
  };
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.heartbeat();
    ring();
  }, heartbeatMs);

  app.addHook('onReady', async () => {
    stopDoorbell = await store.events.subscribe(ring);
  });
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    for (const stream of streams) stream.end();
    await stopDoorbell?.();
  });

  app.get(
    '/api/v1/sweeps/:id/events',
    {
      schema: {
        params: sweepParamsSchema,
        querystring: z.object({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(300),
          progress: z.stringbool().default(false),
        }),
        response: { 200: eventPageSchema },
      },
    },
    async ({ params, query: { before, ...query } }) => {
      const { id: sweepId } = await store.sweeps.get(params.id);
      const page = { sweepId, ...query, ...(before !== undefined && { cursor: before }) };
      const { events, cursor } = await store.events.before(page);
      return { items: events, next: cursor };
    },
  );

  app.get(
    '/api/v1/events',
    {
      schema: {
        querystring: z.object({
          sweepId: z.string().optional(),
          /** Like Last-Event-ID, for a first connection. */
          after: z.coerce.number().int().nonnegative().optional(),
        }),
        headers: z.object({ 'last-event-id': z.coerce.number().int().nonnegative().optional() }),
      },
    },
    async (request, reply) => {
      const { sweepId, after } = request.query;
      const cursor = request.headers['last-event-id'] ?? after ?? (await store.events.tip());
      reply.hijack();
      // Left while the cursor was read: nobody would ever say that this stream has ended.
      if (reply.raw.destroyed) return;
      const stream = new EventStream({
        response: reply.raw,
        headers: reply.getHeaders(),
        cursor,
        read: (from, limit) => store.events.after({ cursor: from, limit, ...(sweepId !== undefined && { sweepId }) }),
        onEnd: () => streams.delete(stream),
        log,
      });
      streams.add(stream);
      stream.pump();
    },
  );
}
