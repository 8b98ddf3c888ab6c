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
  SEESAW_MAY_CHANGE_EXECUTION: text.pipe(z.stringbool().optional()),
});

/** Where data are. */
export interface DataFolders {
  /** Per-user folder of things that can be made again: downloads, feature nets. */
  readonly cacheDir: string;
  /** A person's own folder of data files, asked before anything is downloaded. */
  readonly dataDir: string | undefined;
}

/** What a training child takes from its environment; the only reader of `process.env` in the child. */
export interface ChildEnv extends DataFolders {
  /** A trial may go on operation by operation where its compiled steps cannot be compiled here. */
  readonly mayChangeExecution: boolean;
}

export function childEnv(source: NodeJS.ProcessEnv = process.env): ChildEnv {
  const env = schema.parse(source);
  const home = resolve(env.SEESAW_HOME ?? join(homedir(), '.seesaw'));
  return {
    cacheDir: resolve(env.SEESAW_CACHE ?? join(home, 'cache')),
    dataDir: env.SEESAW_DATA_DIR === undefined ? undefined : resolve(env.SEESAW_DATA_DIR),
    mayChangeExecution: env.SEESAW_MAY_CHANGE_EXECUTION ?? false,
  };
}
