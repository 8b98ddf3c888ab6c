import { LIMITS } from '@seesaw/mlflow-ts/limits';

/** The text that MLflow's pages show as the description of a run. */
export const noteTag = 'mlflow.note.content';

/**
 * Notes and tags of people as MLflow's tags. Labels are a JSON list in one tag: MLflow's keys take fewer characters than labels,
 * and so a removed one goes. Its search finds one by `tags.seesaw.tags LIKE '%"paper"%'`.
 *
 * `before`: what the description begins with, '' for nothing.
 */
export function remarkTags(
  { notes, tags }: { notes: string; tags: readonly string[] },
  before: string,
): Record<string, string> {
  const text = [before, notes].filter((part) => part !== '').join('\n\n');
  return { [noteTag]: cut(text), 'seesaw.tags': JSON.stringify(tags) };
}

/** MLflow counts code points, and what is longer it refuses or cuts. */
function cut(text: string): string {
  const points = [...text];
  return points.length <= LIMITS.tagValueLength ? text : `${points.slice(0, LIMITS.tagValueLength - 1).join('')}…`;
}
