import { stringify } from 'yaml';
import type { DiffRow } from './configDiff.ts';

/** What differs, a mapping for each trial; a setting that a recipe does not have is left out of its mapping. */
export function diffYaml(labels: readonly string[], rows: readonly DiffRow[]): string {
  const differing = rows.filter((row) => row.differs);
  const perTrial = labels.map((label, i) => [
    label,
    Object.fromEntries(
      differing.flatMap(({ name, values }) => (values[i] === undefined ? [] : [[name, values[i]] as const])),
    ),
  ]);
  return stringify(Object.fromEntries(perTrial));
}
