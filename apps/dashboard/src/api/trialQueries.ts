import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { AttemptRow } from '@seesaw/shared/api';
import { everyPage, type Page } from '@seesaw/shared/everyPage';
import type { CheckpointRow, LogRow, SampleRow, TrialRow, VerdictRow } from '@seesaw/shared/records';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestBytes, requestJson, withQuery } from './request.ts';

interface Items<T> {
  readonly items: T[];
}

export function trialQuery(trialId: number) {
  return queryOptions({
    queryKey: keys.trial(trialId),
    queryFn: ({ signal }) => requestJson<TrialRow>(`/trials/${trialId}`, { signal }),
  });
}

/** A trial by its number in the sweep. */
export function trialNumberedQuery(sweepId: string, number: number) {
  return queryOptions({
    queryKey: keys.trialNumbered(sweepId, number),
    queryFn: ({ signal }) =>
      requestJson<TrialRow>(`/sweeps/${encodeURIComponent(sweepId)}/trials/${number}`, { signal }),
  });
}

export function samplesQuery(trialIds: readonly number[]) {
  return queryOptions({
    queryKey: keys.samples(trialIds),
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        requestJson<Page<SampleRow>>(withQuery('/samples', { trialIds: trialIds.join(','), limit: 1000, cursor }), {
          signal,
        }),
      ),
    enabled: trialIds.length > 0,
    placeholderData: keepPreviousData,
  });
}

export function attemptsQuery(trialId: number) {
  return queryOptions({
    queryKey: keys.attempts(trialId),
    queryFn: ({ signal }) => requestJson<Items<AttemptRow>>(`/trials/${trialId}/attempts`, { signal }),
    select: (reply) => reply.items,
  });
}

export function checkpointsQuery(trialId: number) {
  return queryOptions({
    queryKey: keys.checkpoints(trialId),
    queryFn: ({ signal }) => requestJson<Items<CheckpointRow>>(`/trials/${trialId}/checkpoints`, { signal }),
    select: (reply) => reply.items,
  });
}

/** Every change of verdict of the trials. */
export function verdictsQuery(trialIds: readonly number[]) {
  return queryOptions({
    queryKey: keys.verdicts(trialIds),
    queryFn: ({ signal }) =>
      requestJson<Items<VerdictRow>>(withQuery('/verdicts', { trialIds: trialIds.join(',') }), { signal }),
    enabled: trialIds.length > 0,
    select: (reply) => reply.items,
    placeholderData: keepPreviousData,
  });
}

/** The numbers of a sample; they never change. */
export function sampleTensorsQuery(sampleId: number) {
  return queryOptions({
    queryKey: keys.sampleTensors(sampleId),
    queryFn: async ({ signal }) =>
      decodeSafetensors(
        await requestBytes(`/samples/${sampleId}/tensors.safetensors`, { signal }),
        `sample ${sampleId}`,
      ),
    staleTime: Number.POSITIVE_INFINITY,
    // Binary data has no structure worth comparing.
    structuralSharing: false,
  });
}

export interface LogRequest {
  readonly trialId: number;
  readonly level: string;
  /** Only lines after this id. */
  readonly after?: number | undefined;
}

export function fetchLogs(request: LogRequest, signal: AbortSignal): Promise<Items<LogRow>> {
  return requestJson<Items<LogRow>>(
    withQuery(`/trials/${request.trialId}/logs`, { after: request.after, limit: 1000, level: request.level }),
    { signal },
  );
}
