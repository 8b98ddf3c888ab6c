import { randomUUID } from 'node:crypto';
import { sweepPageSchema, trialPageSchema } from '@seesaw/shared/api';
import { sweepRowSchema } from '@seesaw/shared/records';

export type Seesaw = ReturnType<typeof seesawAt>;

/** What the pictures ask of a running Seesaw, over HTTP. */
export function seesawAt(url: string) {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, init);
    if (!response.ok) throw new Error(`${path} → ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    sweeps: async () => sweepPageSchema.parse(await ask('/sweeps?limit=100')).items,
    sweep: async (id: string) => sweepRowSchema.parse(await ask(`/sweeps/${id}`)),
    trials: async (id: string) => trialPageSchema.parse(await ask(`/sweeps/${id}/trials?limit=100`)).items,
    create: async (yaml: string) =>
      sweepRowSchema.parse(
        await ask('/sweeps', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify({ yaml }),
        }),
      ),
  };
}
