import {
  attemptListSchema,
  checkpointListSchema,
  eventPageSchema,
  healthSchema,
  samplePageSchema,
  sweepPageSchema,
  trialPageSchema,
  workerListSchema,
} from '@seesaw/shared/api';
import { frontSchema } from '@seesaw/shared/queries';
import { sweepRowSchema, trialRowSchema } from '@seesaw/shared/records';
import type { SweepState } from '@seesaw/shared/sweepState';
import { inject } from 'vitest';
import { z } from 'zod';
import { eventually } from './eventually.ts';

/** The HTTP API as a user's program would call it. */
async function call<T extends z.ZodType>(
  schema: T,
  path: string,
  init?: { method: string; body?: unknown; key?: string },
): Promise<z.output<T>> {
  const response = await fetch(`${inject('endpoints').apiUrl}/api/v1${path}`, {
    method: init?.method ?? 'GET',
    headers: {
      ...(init?.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(init?.key === undefined ? {} : { 'idempotency-key': init.key }),
    },
    body: init?.body === undefined ? undefined : JSON.stringify(init.body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${path} → ${response.status}: ${text}`);
  return schema.parse(text === '' ? null : JSON.parse(text));
}

const answer = z.object({ message: z.string(), state: z.string(), trials: z.number() });

export const api = {
  health: () => call(healthSchema, '/health'),
  createSweep: (yaml: string, key?: string) => call(sweepRowSchema, '/sweeps', { method: 'POST', body: { yaml }, key }),
  sweep: (id: string) => call(sweepRowSchema, `/sweeps/${id}`),
  sweeps: () => call(sweepPageSchema, '/sweeps?limit=100'),
  command: (id: string, body: unknown) => call(answer, `/sweeps/${id}/commands`, { method: 'POST', body }),
  trials: async (id: string) => (await call(trialPageSchema, `/sweeps/${id}/trials?limit=1000`)).items,
  front: (id: string) => call(frontSchema, `/sweeps/${id}/front`),
  trial: (sweepId: string, number: number) => call(trialRowSchema, `/sweeps/${sweepId}/trials/${number}`),
  attempts: async (trialId: number) => (await call(attemptListSchema, `/trials/${trialId}/attempts`)).items,
  checkpoints: async (trialId: number) => (await call(checkpointListSchema, `/trials/${trialId}/checkpoints`)).items,
  samples: async (sweepId: string) => (await call(samplePageSchema, `/samples?sweepId=${sweepId}&limit=1000`)).items,
  /** All of them, oldest first. */
  events: async (id: string) =>
    (await call(eventPageSchema, `/sweeps/${id}/events?progress=true&limit=1000`)).items.toReversed(),
  workers: async () => (await call(workerListSchema, '/workers')).items,
  remark: (path: string, body: unknown) => call(z.unknown(), path, { method: 'PATCH', body }),
  deleteSweep: (id: string) => call(z.null(), `/sweeps/${id}`, { method: 'DELETE' }),
};

/** Waits until the sweep has one of the states. */
export function sweepIs(id: string, states: readonly SweepState[], timeoutMs?: number) {
  return eventually(
    `sweep ${id} to be ${states.join(' or ')}`,
    async () => {
      const row = await api.sweep(id);
      return states.includes(row.state) && row;
    },
    timeoutMs,
  );
}

/** Waits until the trial runs and has passed `step`. */
export function trialPassed(sweepId: string, step: number, number = 1) {
  return eventually(`trial ${number} of ${sweepId} to pass step ${step}`, async () => {
    const row = await api.trial(sweepId, number);
    return row.state === 'running' && row.step >= step && row;
  });
}
