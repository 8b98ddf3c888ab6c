import type { HealthReply } from '@seesaw/shared/api';

/** Where Temporal's page shows the newest run of a workflow; undefined where no page is known. */
export function temporalWorkflowUrl(ui: HealthReply['temporalUi'], workflowId: string): string | undefined {
  if (ui === null || !/^https?:\/\//.test(ui.url)) return undefined;
  const namespace = encodeURIComponent(ui.namespace);
  return `${ui.url.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
}
