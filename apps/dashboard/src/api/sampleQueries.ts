import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import { everyPage, type Page } from '@seesaw/shared/everyPage';
import type { SampleRow } from '@seesaw/shared/records';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestBytes, requestJson, withQuery } from './request.ts';

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
