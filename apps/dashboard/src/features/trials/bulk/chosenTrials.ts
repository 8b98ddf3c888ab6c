import type { TrialState } from '@seesaw/shared/trialState';
import { trialStates } from '@seesaw/shared/trialState';
import type { TrialListing } from '../../../api/trialListQueries.ts';

/** What a bulk command is about: the selected trials, or all that match, whichever these are when it is given. */
export type ChosenTrials =
  | { readonly numbers: readonly number[] }
  | { readonly where: { readonly filter?: string; readonly state?: TrialState[] } };

export function chosenTrials(
  selected: ReadonlySet<number>,
  { isAll, listing }: { isAll: boolean; listing: TrialListing },
): ChosenTrials {
  if (!isAll) return { numbers: [...selected].sort((a, b) => a - b) };
  const state = trialStates.filter((known) => listing.states.includes(known));
  return { where: { ...(listing.filter !== '' && { filter: listing.filter }), ...(state.length > 0 && { state }) } };
}
