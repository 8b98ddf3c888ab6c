import { defineConfig } from 'vitest/config';

// Servers and processes of their own on two busy cores.
export default defineConfig({ test: { testTimeout: 60_000 } });
