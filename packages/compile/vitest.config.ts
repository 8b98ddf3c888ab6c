import { defineConfig } from 'vitest/config';

/** TensorFlow loads in seconds on a busy machine, and a penalised step is a few hundred operations. */
export default defineConfig({
  test: { setupFiles: ['../../test/properties.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
});
