import { curveQuerySchema, curveReplySchema } from '@seesaw/shared/queries';
import type { App, ServerParts } from './serverParts.ts';

export function curveRoutes(app: App, { store }: ServerParts): void {
  app.post('/api/v1/curves', { schema: { body: curveQuerySchema, response: { 200: curveReplySchema } } }, (request) =>
    store.metrics.curves(request.body),
  );
}
