import { defineConfig } from 'vitest/config';

// Properties try many cases; a busy machine with two cores may take long for them.
export default defineConfig({ test: { setupFiles: ['../../test/properties.ts'], testTimeout: 60_000 } });
