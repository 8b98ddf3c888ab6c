import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests beside the code that start services of their own, one file after another. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: ['apps/orchestrator', 'infra/local'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
