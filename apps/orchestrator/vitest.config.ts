import { defineConfig } from 'vitest/config';

// Real Postgres, Temporal and MLflow on two busy cores; one file at a time leaves them some air.
export default defineConfig({
  test: {
    setupFiles: ['../../test/properties.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    fileParallelism: false,
  },
});
