import { randomBytes } from 'node:crypto';
import { poolQueue } from '@seesaw/shared/queues';
import type { Connection } from '@temporalio/client';
import { until } from './until.ts';

const oneDay = { seconds: 86_400 as unknown as Long };

/** A Temporal namespace of its own, ready for use: other tests poll the same queue names on the same server. */
export async function newNamespace({ workflowService }: Connection): Promise<string> {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: oneDay });
  const isKnown = () =>
    workflowService.describeTaskQueue({ namespace, taskQueue: { name: poolQueue('any') } }).then(
      () => true,
      () => false,
    );
  await until(isKnown, `every part of the server knows the namespace ${namespace}`);
  return namespace;
}
