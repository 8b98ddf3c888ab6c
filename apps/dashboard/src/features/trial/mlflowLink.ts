/** The tracking server finds the experiment of a run by itself when asked for experiment 0. */
export function mlflowRunUrl(mlflowUrl: string | null | undefined, runId: string | null): string | undefined {
  if (mlflowUrl === null || mlflowUrl === undefined || runId === null) return undefined;
  if (!/^https?:\/\//.test(mlflowUrl)) return undefined;
  return `${mlflowUrl.replace(/\/$/, '')}/#/experiments/0/runs/${encodeURIComponent(runId)}`;
}
