import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { eventually } from './eventually.ts';

const main = fileURLToPath(new URL('../../apps/orchestrator/src/main.ts', import.meta.url));

/** A second orchestrator of the running system, which asks for a token as one that other machines can reach does. */
export async function guardedServer(token: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const { databaseUrl, temporalAddress, mlflowUrl } = inject('endpoints');
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      MLFLOW_TRACKING_URI: mlflowUrl,
      SEESAW_HOME: inject('home'),
      SEESAW_API_PORT: '0',
      SEESAW_API_TOKEN: token,
      SEESAW_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  let url: string | undefined;
  child.on('message', (message: { type: string; url: string }) => {
    if (message.type === 'ready') url = message.url;
  });
  const ready = await eventually('the guarded server to be ready', async () => url);
  return {
    url: ready,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
