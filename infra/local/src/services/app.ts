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
  env: Record<string, string | undefined>;
  spool: string;
}

/** One of our own programs: `apps/<name>/src/main.ts`, which says `{type: 'ready'}` over its IPC channel. */
export function appService({ name, env, spool }: AppOptions): OwnService {
  const main = fileURLToPath(new URL(`../../../../apps/${name}/src/main.ts`, import.meta.url));
  return {
    kind: 'own',
    name,
    port: undefined,
    url: undefined,
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

export interface OrchestratorOptions extends Omit<AppOptions, 'name'> {
  port: number;
  /** Whether a person asked for exactly this port; else it takes the next free one where this one is taken by then. */
  portIsFixed: boolean;
  /** Told the port that it got instead, to be asked for first the next time. */
  onMoved: (port: number) => void;
}

/** The orchestrator, which binds its port only once all that it needs has answered. */
export function orchestratorService({ port, portIsFixed, onMoved, ...options }: OrchestratorOptions): OwnService {
  const app = appService({ name: 'orchestrator', ...options });
  const urlAt = (number: number) => `http://127.0.0.1:${number}`;
  const service: OwnService = {
    ...app,
    port,
    url: urlAt(port),
    launch: () => ({
      ...app.launch(),
      // Room for new objects, of which it and each of its threads take three times as much: by default 48 MB that win nothing.
      args: ['--max-semi-space-size=4', ...app.launch().args],
      env: {
        ...options.env,
        SEESAW_API_PORT: String(service.port),
        SEESAW_API_PORT_SEARCH: String(!portIsFixed),
      },
    }),
    moved(url) {
      service.port = Number(new URL(url).port);
      service.url = urlAt(service.port);
      onMoved(service.port);
    },
  };
  return service;
}
