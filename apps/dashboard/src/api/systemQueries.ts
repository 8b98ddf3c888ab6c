import type { HealthReply, ValidationReply, WorkersReply } from '@seesaw/shared/api';
import type { Catalog } from '@seesaw/shared/catalog';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestJson } from './request.ts';

export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: ({ signal }) => requestJson<HealthReply>('/health', { signal }),
  refetchInterval: 20_000,
});

export const catalogQuery = queryOptions({
  queryKey: keys.catalog,
  queryFn: ({ signal }) => requestJson<Catalog>('/catalog', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const workersQuery = queryOptions({
  queryKey: keys.workers,
  queryFn: ({ signal }) => requestJson<WorkersReply>('/workers', { signal }),
  refetchInterval: 5000,
});

export function validationQuery(yaml: string) {
  return queryOptions({
    queryKey: keys.validation(yaml),
    queryFn: ({ signal }) =>
      requestJson<ValidationReply>('/sweeps/validate', { method: 'POST', body: { yaml }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
