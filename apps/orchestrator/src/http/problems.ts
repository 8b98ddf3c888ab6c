import type { Problem } from '@seesaw/shared/api';
import { type ErrorCode, SeesawError } from '@seesaw/shared/errors';
import type { ExpressionProblem } from '@seesaw/shared/expression/expression';
import { InvalidFilter } from '@seesaw/store/trials/invalidFilter';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Refused } from './callerCheck.ts';
import { InvalidSweepFile } from './invalidSweepFile.ts';

const statusOf: Readonly<Record<ErrorCode, number>> = {
  'invalid-sweep': 422,
  'not-found': 404,
  conflict: 409,
  superseded: 409,
  'data-set': 422,
  'checkpoint-corrupt': 422,
  'trainer-child-died': 500,
  'out-of-memory': 500,
  'trainer-lost': 503,
  unavailable: 503,
  internal: 500,
};

const titleOf: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'A token is needed',
  403: 'Refused',
  404: 'Not found',
  409: 'Not possible in this state',
  413: 'Too large',
  415: 'Wrong content type',
  422: 'The input is not valid',
  500: 'An error of Seesaw',
  503: 'A service is away',
};

/** Sends any error as application/problem+json. Details of unknown errors stay in the log. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status === 500) request.log.error({ err: error }, 'A request failed');
  if (problem.status === 503) reply.header('retry-after', '2');
  // Serialised here: the schemas of the routes describe what they answer when all is well.
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .serializer((body) => JSON.stringify(body))
    .send(problem);
}

export function toProblem(error: unknown): Problem {
  if (error instanceof SeesawError) {
    const status =
      error instanceof Refused ? error.statusCode : error instanceof InvalidFilter ? 400 : statusOf[error.code];
    return {
      ...describe(status, error.code, error.message),
      ...(error.facts.hint !== undefined && { hint: error.facts.hint }),
      ...(error instanceof InvalidSweepFile && { problems: [...error.problems] }),
      ...(error instanceof InvalidFilter && { problems: error.problems.map(inFilter) }),
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const detail = error.validation.map((issue) => `${issue.instancePath || '/'} ${issue.message ?? ''}`).join('; ');
    return describe(400, 'invalid-sweep', `${error.validationContext ?? 'request'}: ${detail}`);
  }
  const status = (error as Partial<FastifyError>).statusCode;
  if (status !== undefined && status >= 400 && status < 500 && error instanceof Error) {
    return describe(status, status === 404 ? 'not-found' : 'invalid-sweep', error.message);
  }
  return describe(500, 'internal', 'Something went wrong inside Seesaw; the orchestrator log has the details.');
}

function inFilter(problem: ExpressionProblem): NonNullable<Problem['problems']>[number] {
  return { line: 1, path: 'filter', severity: 'error', ...problem };
}

export function describe(status: number, code: ErrorCode, detail: string): Problem {
  return { type: `https://seesaw.invalid/problems/${code}`, title: titleOf[status] ?? 'Error', status, detail, code };
}
