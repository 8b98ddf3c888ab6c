import { z } from 'zod';
import { type FailedCall, MlflowRefused } from './errors.ts';
import type { CallOptions, Transport } from './transport.ts';

/** One call of MLflow's JSON API. */
export interface RestCall<S extends z.ZodType> {
  method: 'GET' | 'POST';
  /** Below `/api/2.0/`, for example `mlflow/runs/get`; also the name of the operation in errors. */
  endpoint: string;
  query?: Record<string, string> | undefined;
  body?: unknown;
  /** Whether sending it twice has the effect of sending it once. */
  idempotent: boolean;
  /** Shape of a good answer. */
  answer: S;
  options?: CallOptions | undefined;
}

/** For calls whose answer says nothing. */
export const nothing = z.looseObject({});

/** Sends the call and checks the shape of what comes back. */
export async function restCall<S extends z.ZodType>(transport: Transport, call: RestCall<S>): Promise<z.output<S>> {
  const { method, query, idempotent, options } = call;
  const target = { operation: call.endpoint, method, path: `/api/2.0/${call.endpoint}` };
  return transport.send({
    ...target,
    query,
    idempotent,
    options,
    headers: call.body === undefined ? undefined : { 'content-type': 'application/json' },
    body: call.body === undefined ? undefined : () => JSON.stringify(call.body),
    read: async (response) =>
      parseAnswer(await response.text(), call.answer, transport.describe(target), response.status),
  });
}

function parseAnswer<S extends z.ZodType>(text: string, schema: S, call: FailedCall, status: number): z.output<S> {
  const unexpected = (reason: string, cause: unknown) =>
    new MlflowRefused(call, { errorCode: 'UNEXPECTED_ANSWER', status, reason, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unexpected('the answer is not JSON. Is this the address of an MLflow server?', cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unexpected(`the answer has another shape: ${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
}
