import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readJson, writeJsonAtomically } from './atomicFile.ts';

const schema = z.object({ postgresPassword: z.string().min(1) });

export type Secrets = z.infer<typeof schema>;

/** The generated secrets of a home; made on first use. The file has mode 600 and is the only place that holds them. */
export function homeSecrets(path: string): Secrets {
  const present = readJson(path);
  if (present !== undefined) return schema.parse(present);
  const made: Secrets = { postgresPassword: randomBytes(24).toString('base64url') };
  writeJsonAtomically(path, made);
  return made;
}
