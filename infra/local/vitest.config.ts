import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    // Tests start real services and processes; one file after another keeps them from starving each other on small machines.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Here our own services are tested, whatever servers the environment names; empty counts as unset.
    env: { DATABASE_URL: '', TEMPORAL_ADDRESS: '', MLFLOW_TRACKING_URI: '', SEESAW_API_PORT: '' },
  },
});
