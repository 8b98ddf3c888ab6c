import type { CheckpointRow } from '@seesaw/shared/records';

export interface CheckpointGridRow {
  readonly step: number;
  /** One per trial, undefined where it has none at this step. `equal`: a letter that equal states share. */
  readonly cells: readonly ({ readonly checkpoint: CheckpointRow; readonly equal: string | undefined } | undefined)[];
}

/** Steps at which any of the trials has a checkpoint, the last first; of a step that was run twice the newest attempt. */
export function checkpointGrid(perTrial: readonly (readonly CheckpointRow[])[]): CheckpointGridRow[] {
  const steps = [...new Set(perTrial.flatMap((list) => list.map(({ step }) => step)))].sort((a, b) => b - a);
  const counts = new Map<string, number>();
  const newest = (list: readonly CheckpointRow[], step: number) =>
    list.filter((one) => one.step === step).sort((a, b) => b.attempt - a.attempt)[0];
  for (const step of steps) {
    for (const list of perTrial) {
      const sha = newest(list, step)?.stateSha;
      if (sha !== undefined) counts.set(sha, (counts.get(sha) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([, count]) => count > 1).map(([sha]) => sha);
  const letter = (sha: string) => {
    const at = shared.indexOf(sha);
    return at < 0 ? undefined : String.fromCharCode(97 + (at % 26));
  };
  return steps.map((step) => ({
    step,
    cells: perTrial.map((list) => {
      const checkpoint = newest(list, step);
      return checkpoint === undefined ? undefined : { checkpoint, equal: letter(checkpoint.stateSha) };
    }),
  }));
}
