import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { bareSweep } from './bareWorkflows.ts';

/** Trials per second that this Temporal server gives to somebody who does nothing with them, at this moment. */
export async function bareTemporalRate(options: {
  address: string;
  trials: number;
  concurrency: number;
}): Promise<number> {
  const { address, trials, concurrency } = options;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const taskQueue = `bare-${randomUUID()}`;
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./bareWorkflows.ts', import.meta.url)),
    activities: { nothing: async () => undefined },
  });
  const started = performance.now();
  try {
    await worker.runUntil(
      new Client({ connection }).workflow.execute<typeof bareSweep>('bareSweep', {
        workflowId: taskQueue,
        taskQueue,
        args: [{ trials, concurrency }],
      }),
    );
    return (trials * 1000) / (performance.now() - started);
  } finally {
    await native.close();
    await connection.close();
  }
}
