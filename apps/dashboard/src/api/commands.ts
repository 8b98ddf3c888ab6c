import type { CommandBody } from '@seesaw/shared/api';
import type { SweepRow } from '@seesaw/shared/records';
import type { CommandAnswer } from '@seesaw/shared/workflows';
import { requestJson } from './request.ts';

export function sendCommand(sweepId: string, command: CommandBody): Promise<CommandAnswer> {
  return requestJson<CommandAnswer>(`/sweeps/${encodeURIComponent(sweepId)}/commands`, {
    method: 'POST',
    body: command,
  });
}

/** `idempotencyKey`: one per press of the button, so that a repeated request finds the first sweep. */
export function createSweep(yaml: string, idempotencyKey: string): Promise<SweepRow> {
  return requestJson<SweepRow>('/sweeps', {
    method: 'POST',
    body: { yaml },
    headers: { 'idempotency-key': idempotencyKey },
  });
}

export function deleteSweep(sweepId: string): Promise<void> {
  return requestJson<void>(`/sweeps/${encodeURIComponent(sweepId)}`, { method: 'DELETE' });
}
