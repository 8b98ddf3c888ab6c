import {
  compactCurveQuerySchema,
  compactCurvesSchema,
  curveQuerySchema,
  curveReplySchema,
  trialClockQuerySchema,
  trialClocksSchema,
} from '@seesaw/shared/queries';
import type { App, ServerParts } from './serverParts.ts';

export function curveRoutes(app: App, { store }: ServerParts): void {
  app.post('/api/v1/curves', { schema: { body: curveQuerySchema, response: { 200: curveReplySchema } } }, (request) =>
    store.metrics.curves(request.body),
  );

  app.post(
    '/api/v1/curves/compact',
    {
      schema: { body: compactCurveQuerySchema, response: { 200: compactCurvesSchema } },
      // Checking half a million numbers against the schema would take longer than reading them.
      serializerCompiler: () => (reply) => JSON.stringify(reply),
    },
    (request) => store.metrics.compactCurves(request.body),
  );

  app.post(
    '/api/v1/curves/clocks',
    { schema: { body: trialClockQuerySchema, response: { 200: trialClocksSchema } } },
    (request) => store.metrics.clocks(request.body),
  );
}
