/** Addresses of MLflow's own pages, for people to open. `baseUrl` must hold no credentials: `MlflowClient.baseUrl` does not. */
export function experimentPage(baseUrl: string, experimentId: string): string {
  return `${baseUrl}/#/experiments/${encodeURIComponent(experimentId)}`;
}

/** @see experimentPage */
export function runPage(baseUrl: string, experimentId: string, runId: string): string {
  return `${experimentPage(baseUrl, experimentId)}/runs/${encodeURIComponent(runId)}`;
}
