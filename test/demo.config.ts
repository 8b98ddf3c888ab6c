import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The newcomer's two commands, in a home of their own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/demo/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 120_000,
  },
});
