import { trialPageSchema } from '@seesaw/shared/api';
import { type SweepRow, sweepRowSchema, type TrialRow } from '@seesaw/shared/records';
import type { SweepCommand } from '@seesaw/shared/workflows';
import { z } from 'zod';

/** What a person would ask while the storm goes on. Whoever answers may have been killed: every call can throw. */
export interface StormApi {
  createSweep(yaml: string): Promise<SweepRow>;
  sweep(id: string): Promise<SweepRow>;
  trials(sweepId: string): Promise<TrialRow[]>;
  command(sweepId: string, command: SweepCommand): Promise<unknown>;
}

const timeoutMs = 10_000;

export function stormApi(apiUrl: string): StormApi {
  async function call<T extends z.ZodType>(schema: T, path: string, body?: unknown): Promise<z.output<T>> {
    const response = await fetch(`${apiUrl}/api/v1${path}`, {
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} → ${response.status}: ${text}`);
    return schema.parse(JSON.parse(text));
  }
  return {
    createSweep: (yaml) => call(sweepRowSchema, '/sweeps', { yaml }),
    sweep: (id) => call(sweepRowSchema, `/sweeps/${id}`),
    trials: async (id) => (await call(trialPageSchema, `/sweeps/${id}/trials?limit=1000`)).items,
    command: (id, command) => call(z.unknown(), `/sweeps/${id}/commands`, command),
  };
}
