import { z } from 'zod';

/** MLflow's own failures have `error_code` and `message`; those of its web framework only a `detail`. */
const mlflowFailure = z.looseObject({ error_code: z.string(), message: z.string().default('') });
const frameworkFailure = z.looseObject({ detail: z.string() });

/** Characters of a foreign answer (a proxy's page) that go into a message. */
const EXCERPT = 300;

/** What an unsuccessful answer says, in words for a person, and MLflow's code where there is one. */
export function readFailure(
  text: string,
  response: { status: number; headers: Headers },
): { errorCode: string | null; reason: string } {
  const value = jsonOrNull(text);
  const known = mlflowFailure.safeParse(value);
  if (known.success) return { errorCode: known.data.error_code, reason: known.data.message };
  const framework = frameworkFailure.safeParse(value);
  if (framework.success) return { errorCode: null, reason: framework.data.detail };
  return { errorCode: null, reason: reasonOfForeignAnswer(text, response) };
}

function reasonOfForeignAnswer(text: string, { status, headers }: { status: number; headers: Headers }): string {
  if (status >= 300 && status < 400) {
    return `the server redirects to ${originAndPath(headers.get('location'))}; give the final address`;
  }
  if (status === 401) return 'the server wants credentials, or others than those given';
  const excerpt = text.replace(/\s+/g, ' ').trim().slice(0, EXCERPT);
  if (status === 403 && excerpt.startsWith('Invalid Host header')) {
    return `${excerpt}. Start the server with --allowed-hosts naming the host in this address`;
  }
  return excerpt === '' ? `the answer had status ${status} and no text` : excerpt;
}

function originAndPath(location: string | null): string {
  if (location === null) return 'nowhere';
  if (!URL.canParse(location)) return location.split(/[?#]/)[0] ?? location;
  const { origin, pathname } = new URL(location);
  return `${origin}${pathname}`;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
