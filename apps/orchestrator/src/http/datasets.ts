import { z } from 'zod';
import type { App, ServerParts } from './serverParts.ts';

export function datasetRoutes(app: App, { realItems }: ServerParts): void {
  app.get(
    '/api/v1/datasets/:name/real.png',
    {
      schema: {
        params: z.object({ name: z.string() }),
        querystring: z.object({ count: z.coerce.number().int().min(1).max(400).default(64) }),
      },
    },
    async (request, reply) => {
      const png = await realItems(request.params.name, request.query.count);
      return reply.type('image/png').header('cache-control', 'private, max-age=86400').send(png);
    },
  );
}
