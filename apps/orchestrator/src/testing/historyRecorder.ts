import { mkdir, writeFile } from 'node:fs/promises';
import type { WorkflowClient } from '@temporalio/client';
import { historyToText } from './historyText.ts';

const folder = new URL('../workflows/histories/', import.meta.url);

/** Writes histories to where `replay.test.ts` finds them, numbered in the order in which they are asked for. */
export interface HistoryRecorder {
  /** The newest run's, unless `runId` names another. */
  record(workflowId: string, runId?: string): Promise<void>;
}

/** @param name begins each file's name, such as 2026-11 */
export function createHistoryRecorder(workflows: WorkflowClient, name: string): HistoryRecorder {
  let serial = 0;
  return {
    async record(workflowId, runId) {
      const history = await workflows.getHandle(workflowId, runId).fetchHistory();
      serial += 1;
      const file = `${name}-${String(serial).padStart(2, '0')}-${workflowId.split('-')[0]}.json`;
      await mkdir(folder, { recursive: true });
      await writeFile(new URL(file, folder), `${historyToText(history)}\n`);
    },
  };
}
