import { verdictListSchema } from '@seesaw/shared/api';
import { z } from 'zod';
import { idListSchema } from './idList.ts';
import type { App, ServerParts } from './serverParts.ts';

export function verdictRoutes(app: App, { store }: ServerParts): void {
  app.get(
    '/api/v1/verdicts',
    {
      schema: {
        summary: 'Every change of verdict of trials, with evidence and advice',
        querystring: z.object({ trialIds: idListSchema }),
        response: { 200: verdictListSchema },
      },
    },
    async (request) => ({ items: await store.trials.verdicts(request.query.trialIds) }),
  );
}
