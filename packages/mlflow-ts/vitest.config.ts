import { defineConfig } from 'vitest/config';

// A busy machine with two cores answers slowly; nothing here waits for a time to pass.
export default defineConfig({ test: { setupFiles: ['../../test/properties.ts'], testTimeout: 30_000 } });
