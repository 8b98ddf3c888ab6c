import { partsOfDataset } from '@seesaw/shared/datasetName';
import type { SampleRow } from '@seesaw/shared/records';

/** A sheet of held-out items of a data set. */
export interface RealSheet {
  readonly dataset: string;
  readonly url: string;
  /** Items in a row. */
  readonly columns: number;
}

const itemCount = 64;

/**
 * One for each data set of the trials. What lies in a folder only its trainers have seen: they keep some with the sample of
 * step 0, and the newest of those is shown. Trials that kept none have no sheet.
 */
export function realSheets(
  trials: readonly { readonly id: number; readonly dataset: string }[],
  samples: readonly SampleRow[],
): RealSheet[] {
  const datasetOf = new Map(trials.map(({ id, dataset }) => [id, dataset]));
  return [...new Set(datasetOf.values())].flatMap((dataset): RealSheet[] => {
    if (partsOfDataset(dataset).folder === undefined) {
      const url = `/api/v1/datasets/${encodeURIComponent(dataset)}/real.png?count=${itemCount}`;
      return [{ dataset, url, columns: Math.sqrt(itemCount) }];
    }
    const kept = samples.filter(({ trialId, facts }) => datasetOf.get(trialId) === dataset && facts.real !== undefined);
    const newest = kept.reduce<SampleRow | undefined>(
      (best, one) => (best && best.id > one.id ? best : one),
      undefined,
    );
    if (newest === undefined) return [];
    return [
      { dataset, url: `/api/v1/samples/${newest.id}/real.png`, columns: Math.ceil(Math.sqrt(newest.facts.real ?? 0)) },
    ];
  });
}
