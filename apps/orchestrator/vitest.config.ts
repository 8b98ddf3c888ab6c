import { defineConfig } from 'vitest/config';

// Real Postgres, Temporal and MLflow on two busy cores.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 180_000 } });
