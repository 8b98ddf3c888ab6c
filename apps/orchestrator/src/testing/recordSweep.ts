import { sweepWorkflowId, trialWorkflowId } from '@seesaw/shared/queues';
import { Client, Connection } from '@temporalio/client';
import { z } from 'zod';
import { createHistoryRecorder } from './historyRecorder.ts';

/**
 * Records for `replay.test.ts` what a real sweep left behind, where a scripted trainer would not do:
 * `TEMPORAL_ADDRESS=… npx tsx src/testing/recordSweep.ts <name> <sweep id> [trial number …]`,
 * its own history and those of the trials named, of each of their runs: a paused trial that goes on is another one.
 */
const [name, sweepId, ...numbers] = z
  .tuple([z.string(), z.string()], z.coerce.number().int().positive())
  .parse(process.argv.slice(2));
const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
try {
  const { workflow } = new Client({ connection });
  const { record } = createHistoryRecorder(workflow, name);
  for (const id of [sweepWorkflowId(sweepId), ...numbers.map((number) => trialWorkflowId(sweepId, number))]) {
    for await (const { workflowId, runId } of workflow.list({ query: `WorkflowId = '${id}'` }))
      await record(workflowId, runId);
  }
} finally {
  await connection.close();
}
