import { z } from 'zod';

const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const schema = z.object({
  SEESAW_API_URL: text.pipe(
    z
      .url({ protocol: /^https?$/, error: 'SEESAW_API_URL must be an address that begins with http:// or https://' })
      .optional(),
  ),
  SEESAW_API_TOKEN: text,
  SEESAW_DEBUG: text,
  NO_COLOR: text,
});

/** What the command takes from the environment. An empty variable counts as unset. */
export interface CliEnv {
  /** Address of the API; without it the local system is asked where it listens. */
  readonly apiUrl: string | undefined;
  readonly apiToken: string | undefined;
  /** Print stacks of errors. */
  readonly debug: boolean;
  readonly noColor: boolean;
}

/** @throws Error with a sentence for a person. */
export function cliEnv(source: NodeJS.ProcessEnv = process.env): CliEnv {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '));
  const env = parsed.data;
  return {
    apiUrl: env.SEESAW_API_URL?.replace(/\/+$/, ''),
    apiToken: env.SEESAW_API_TOKEN,
    debug: env.SEESAW_DEBUG !== undefined && env.SEESAW_DEBUG !== '0',
    noColor: env.NO_COLOR !== undefined,
  };
}
