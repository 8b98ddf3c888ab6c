import { SeesawError } from '@seesaw/shared/errors';
import { DrizzleQueryError } from 'drizzle-orm/errors';

/** Errors of sockets and of the driver that mean "no server answered". */
const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** SQLSTATE codes and classes (PostgreSQL manual, appendix A) after which doing the same again can succeed. */
const passingStates = /^(08...|53...|57014|57P0[1235]|58030|40001|40P01|55P03|25P03)$/;
/** Wrong password, no such role, no such database: waiting does not help, a person must act. */
const refusedStates = /^(28...|3D000|42501)$/;
/** Text that Postgres cannot hold (a NUL byte, half of a surrogate pair). */
const textStates = /^(22021|22P05)$/;

/** What went wrong in the contract's words. The address of the database, which holds a password, is never part of it. */
export function toSeesawError(thrown: unknown): SeesawError {
  if (thrown instanceof SeesawError) return thrown;
  const error = unwrapped(thrown);
  const code = codeOf(error);
  const detail = error instanceof Error && error.message !== '' ? error.message : code;
  if (connectionCodes.has(code) || passingStates.test(code)) {
    return new SeesawError('unavailable', `Postgres cannot be reached or is busy just now (${detail})`, {
      retryable: true,
      cause: error,
      facts: {
        // Read by a person whose command has ended, too: only the services try again by themselves.
        hint: 'nothing that was stored is lost, and the same can be asked again. If it lasts, look at the Postgres server and at DATABASE_URL',
      },
    });
  }
  if (refusedStates.test(code)) {
    return new SeesawError('unavailable', `Postgres refused the connection (${detail})`, {
      cause: error,
      facts: { hint: 'check user, password and database name in DATABASE_URL' },
    });
  }
  if (textStates.test(code)) {
    return new SeesawError('invalid-sweep', `Text with characters that cannot be stored (${detail})`, { cause: error });
  }
  if (code === '22003') {
    // Ids, numbers and steps are 32 bit: nothing of a larger one can exist.
    return new SeesawError('not-found', `No such number is known (${detail})`, { cause: error });
  }
  if (code === '42P01') {
    return new SeesawError('internal', `The database is not migrated (${detail})`, {
      cause: error,
      facts: { hint: 'start the orchestrator once, it migrates the database' },
    });
  }
  return new SeesawError('internal', `The store failed: ${detail}`, { cause: error });
}

/** drizzle puts the driver's error inside one that shows statement and parameters. */
function unwrapped(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
