import { Client, Connection } from '@temporalio/client';

/** The longest history, in events, among the runs of a sweep's workflow and of its trials' workflows. */
export async function longestHistories(
  address: string,
  sweepId: string,
): Promise<{ sweep: number; trial: number; sweepRuns: number }> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const longest = { sweep: 0, trial: 0, sweepRuns: 0 };
    for await (const run of workflow.list({ query: `WorkflowId STARTS_WITH "sweep-${sweepId}"` })) {
      longest.sweep = Math.max(longest.sweep, run.historyLength);
      longest.sweepRuns += 1;
    }
    for await (const run of workflow.list({ query: `WorkflowId STARTS_WITH "trial-${sweepId}-"`, pageSize: 1000 })) {
      longest.trial = Math.max(longest.trial, run.historyLength);
    }
    return longest;
  } finally {
    await connection.close();
  }
}
