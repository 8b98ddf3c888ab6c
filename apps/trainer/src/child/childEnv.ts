import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const schema = z.object({
  SEESAW_HOME: text,
  SEESAW_CACHE: text,
  SEESAW_DATA_DIR: text,
});

/** What a training child takes from its environment; the only reader of `process.env` in the child. */
export interface ChildEnv {
  /** Per-user folder of things that can be made again: downloads, feature nets. */
  readonly cacheDir: string;
  /** A person's own folder of data files, asked before anything is downloaded. */
  readonly dataDir: string | undefined;
}

export function childEnv(source: NodeJS.ProcessEnv = process.env): ChildEnv {
  const env = schema.parse(source);
  const home = resolve(env.SEESAW_HOME ?? join(homedir(), '.seesaw'));
  return {
    cacheDir: resolve(env.SEESAW_CACHE ?? join(home, 'cache')),
    dataDir: env.SEESAW_DATA_DIR === undefined ? undefined : resolve(env.SEESAW_DATA_DIR),
  };
}
