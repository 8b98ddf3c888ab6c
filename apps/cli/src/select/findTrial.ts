import type { TrialRow } from '@seesaw/shared/records';
import type { ApiClient } from '../apiClient.ts';
import { usageError } from '../cliError.ts';
import { findSweep } from './findSweep.ts';

/** Ids and numbers are 32 bit. */
const greatestId = 2 ** 31 - 1;

/** How a trial can be named, for help texts. */
export const trialArgument = 'trial id, <sweep>/<number>, or a number together with --sweep';

export type TrialName =
  | { readonly kind: 'id'; readonly id: number }
  | { readonly kind: 'number'; readonly sweep: string; readonly number: number };

export async function findTrial(api: ApiClient, wanted: string, sweep: string | undefined): Promise<TrialRow> {
  const name = parseTrialName(wanted, sweep);
  if (name.kind === 'id') return api.trial(name.id);
  return api.trialByNumber((await findSweep(api, name.sweep)).id, name.number);
}

/** Throws a usage error when the text can be none of the three forms. */
export function parseTrialName(wanted: string, sweep: string | undefined): TrialName {
  const slash = wanted.lastIndexOf('/');
  const digits = slash >= 0 ? wanted.slice(slash + 1) : wanted.replace(/^#/, '');
  const number = Number(digits);
  if (!/^\d+$/.test(digits) || number < 1 || number > greatestId) {
    throw usageError(`"${wanted}" names no trial.`, `Give a ${trialArgument}, e.g. 42 or latest/3.`);
  }
  if (slash > 0) return { kind: 'number', sweep: wanted.slice(0, slash), number };
  return sweep === undefined ? { kind: 'id', id: number } : { kind: 'number', sweep, number };
}
