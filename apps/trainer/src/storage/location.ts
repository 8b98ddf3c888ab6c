/**
 * Where bytes lie: `spool@<host>:<path relative to the spool>`, `mlflow:<experimentId>/<runId>/<artifact path>`, or `none` for
 * a checkpoint without bytes.
 */
export type Location =
  | { readonly kind: 'none' }
  | { readonly kind: 'spool'; readonly host: string; readonly path: string }
  | { readonly kind: 'mlflow'; readonly experimentId: string; readonly runId: string; readonly path: string };

/** @throws Error for a text that is neither, or whose path would leave its root */
export function parseLocation(text: string): Location {
  if (text === 'none') return { kind: 'none' };
  const spool = /^spool@([^:@/]+):(.+)$/.exec(text);
  const mlflow = /^mlflow:([^/]+)\/([^/]+)\/(.+)$/.exec(text);
  const path = spool?.[2] ?? mlflow?.[3];
  if (path === undefined || path.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw new Error(`${JSON.stringify(text)} is no location of the spool or of MLflow.`);
  }
  if (spool !== null) return { kind: 'spool', host: spool[1] ?? '', path };
  return { kind: 'mlflow', experimentId: mlflow?.[1] ?? '', runId: mlflow?.[2] ?? '', path };
}

export function formatLocation(location: Location): string {
  if (location.kind === 'none') return 'none';
  return location.kind === 'spool'
    ? `spool@${location.host}:${location.path}`
    : `mlflow:${location.experimentId}/${location.runId}/${location.path}`;
}
