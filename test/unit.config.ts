import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests beside the code, all packages in one run but those of `services.config.ts`. Native libraries and child processes want real processes, not threads. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: ['packages/*', 'apps/*', '!apps/orchestrator', 'test/bench', 'test/pictures'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
