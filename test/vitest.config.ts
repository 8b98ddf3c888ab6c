import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The whole system: one instance for all files, one file after the other, because faults are felt by everyone. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/{e2e,faults,browser}/**/*.test.ts'],
    globalSetup: [fileURLToPath(new URL('./system/globalSetup.ts', import.meta.url))],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // The usual second is less than a page takes to draw something on two busy cores.
    expect: { poll: { timeout: 60_000 } },
  },
});
