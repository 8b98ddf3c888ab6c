import { defineConfig } from 'vitest/config';

// A busy machine with two cores answers slowly; nothing here waits for a time to pass.
export default defineConfig({
  test: { setupFiles: ['../../test/properties.ts'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2 },
});
