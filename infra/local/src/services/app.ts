import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stopRules } from '../stopRules.ts';
import type { OwnService } from './service.ts';

/** The root of the checkout. */
export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

/** How to make Node run TypeScript, wherever the working directory is. */
export const tsxImport = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface AppOptions {
  name: 'orchestrator' | 'trainer';
  port: number | undefined;
  url: string | undefined;
  env: Record<string, string | undefined>;
  spool: string;
}

/** One of our own programs: `apps/<name>/src/main.ts`, which says `{type: 'ready'}` over its IPC channel. */
export function appService({ name, port, url, env, spool }: AppOptions): OwnService {
  const main = fileURLToPath(new URL(`../../../../apps/${name}/src/main.ts`, import.meta.url));
  return {
    kind: 'own',
    name,
    port,
    url,
    ...stopRules[name],
    readyTimeoutMs: 120_000,
    async prepare() {
      if (!existsSync(main)) throw new Error(`${main} does not exist`);
      mkdirSync(spool, { recursive: true });
    },
    launch: () => ({ file: process.execPath, args: ['--import', tsxImport, main], env, cwd: repositoryRoot }),
    ready: 'message',
  };
}
