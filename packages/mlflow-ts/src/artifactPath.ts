import type { FailedCall } from './errors.ts';
import { refusal } from './tagCheck.ts';
import { unstorable } from './text.ts';

/** The folder of a run's artifacts on the server. */
export interface ArtifactRoot {
  experimentId: string;
  runId: string;
}

/**
 * `<experiment>/<run>/artifacts[/<path>]`, not encoded. That is the place of a run whose `artifactUri` is
 * `mlflow-artifacts:/<experiment>/<run>/artifacts`, the default of a server that proxies artifacts.
 *
 * @param path relative, with `/`; '' is the root itself
 * @throws MlflowRefused for a path that the server refuses or would read as another one: absolute, with an empty, `.`
 * or `..` segment, or with `#`, `%`, `\` or a control character
 */
export function artifactPath({ experimentId, runId }: ArtifactRoot, path: string, call: FailedCall): string {
  const root = `${experimentId}/${runId}/artifacts`;
  for (const id of [experimentId, runId]) {
    if (!/^[A-Za-z0-9][\w-]*$/.test(id)) throw refusal(call, `${JSON.stringify(id)} is no experiment or run id`);
  }
  if (path === '') return root;
  const refuse = (why: string) => refusal(call, `the artifact path ${JSON.stringify(path)} is not allowed: ${why}`);
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw refuse('it must be relative, without empty, "." or ".." parts');
  }
  if (/[#%\\\p{Cc}]/u.test(path))
    throw refuse('"#", "%", "\\" and control characters have another meaning to the server');
  const unfit = unstorable(path);
  if (unfit !== null) throw refuse(unfit);
  return `${root}/${path}`;
}

/** A path for use in a URL; the slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
