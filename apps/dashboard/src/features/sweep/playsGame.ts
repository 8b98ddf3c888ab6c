/** The data set of recipes that are a formula. */
const noData = 'none';

/** A recipe that is a formula has no players: nothing is ever drawn, and no verdict spoken. */
export function playsGame({ dataset }: { readonly dataset: string }): boolean {
  return dataset !== noData;
}
