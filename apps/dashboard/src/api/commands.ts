import type { CommandBody } from '@seesaw/shared/api';
import type { Keep } from '@seesaw/shared/keep';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import type { Remark } from '@seesaw/shared/remark';
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

export function archiveSweep(sweepId: string, archived: boolean): Promise<SweepRow> {
  const verb = archived ? 'archive' : 'unarchive';
  return requestJson<SweepRow>(`/sweeps/${encodeURIComponent(sweepId)}/${verb}`, { method: 'POST' });
}

export function retainCheckpoints(sweepId: string, keep: Keep): Promise<SweepRow> {
  return requestJson<SweepRow>(`/sweeps/${encodeURIComponent(sweepId)}/retention`, { method: 'POST', body: { keep } });
}

export function remarkSweep(sweepId: string, remark: Remark): Promise<SweepRow> {
  return requestJson<SweepRow>(`/sweeps/${encodeURIComponent(sweepId)}`, { method: 'PATCH', body: remark });
}

export function remarkTrial(trialId: number, remark: Remark): Promise<TrialRow> {
  return requestJson<TrialRow>(`/trials/${trialId}`, { method: 'PATCH', body: remark });
}
