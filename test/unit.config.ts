import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests beside the code, all packages in one run. Native libraries and child processes want real processes, not threads. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: ['packages/*', 'apps/*', 'infra/local', 'test/bench'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
