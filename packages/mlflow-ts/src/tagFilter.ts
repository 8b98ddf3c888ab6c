import { keyProblem } from './entityKey.ts';
import { MlflowRefused } from './errors.ts';

/**
 * A search filter that is true where every one of these tags has exactly this value. MLflow's filter language has no
 * escapes inside quotes, so a value with both kinds of quotes cannot be searched for.
 *
 * @throws MlflowRefused for such a value, or a key that no tag can have
 */
export function tagFilter(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => {
      const problem = keyProblem(key);
      if (problem !== null) throw refused(`the tag key ${JSON.stringify(key)} is not allowed: ${problem}`);
      return `tags.\`${key}\` = ${quoted(value)}`;
    })
    .join(' and ');
}

function quoted(value: string): string {
  if (!value.includes("'")) return `'${value}'`;
  if (!value.includes('"')) return `"${value}"`;
  throw refused(`a tag value with both ' and " cannot be searched for: ${JSON.stringify(value)}`);
}

function refused(reason: string): MlflowRefused {
  return new MlflowRefused(
    { operation: 'mlflow/runs/search', where: 'the filter' },
    { errorCode: 'INVALID_PARAMETER_VALUE', status: null, reason },
  );
}
