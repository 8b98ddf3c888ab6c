import { sweepFileJsonSchema } from '@seesaw/shared/jsonSchema';
import type { App, ServerParts } from './serverParts.ts';

export function catalogRoutes(app: App, { catalog }: ServerParts): void {
  app.get('/api/v1/catalog', () => catalog);
  app.get('/api/v1/sweep-file.schema.json', (_request, reply) => {
    reply.type('application/schema+json').serializer((body) => JSON.stringify(body));
    return sweepFileJsonSchema(catalog);
  });
}
