import { defineConfig } from 'vitest/config';

/** Tests beside the code, all packages in one run. Native libraries and child processes want real processes, not threads. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: ['packages/*', 'apps/*', 'infra/local'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
