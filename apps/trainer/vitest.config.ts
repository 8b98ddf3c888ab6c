import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Real child processes, Postgres and MLflow on two busy cores.
  test: { setupFiles: ['../../test/properties.ts'], testTimeout: 60_000, hookTimeout: 180_000 },
});
