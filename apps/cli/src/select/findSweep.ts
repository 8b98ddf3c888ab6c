import type { SweepRow } from '@seesaw/shared/records';
import { type ApiClient, ApiRefused } from '../apiClient.ts';
import { CliError, usageError } from '../cliError.ts';
import { sweepArgument } from './sweepArgument.ts';

const pageSize = 200;
const maxPages = 50;

/**
 * The sweep a person means: `latest`, an id, a name, or the beginning of an id or name that only one sweep has.
 * Throws a CliError that lists the candidates when there are several.
 */
export async function findSweep(api: ApiClient, wanted: string): Promise<SweepRow> {
  // An unset variable of a script: everything begins like it, and the one sweep that there is was not meant.
  if (wanted.trim() === '') throw usageError('The name of the sweep is empty.', `Give its ${sweepArgument}.`);
  if (wanted === 'latest') {
    const [latest] = (await api.sweeps({ limit: 1 })).items;
    if (latest) return latest;
    throw new CliError('There is no sweep, or all are archived.', {
      hint: 'Create one: seesaw sweep create <file.yaml>',
    });
  }
  const exact = await byId(api, wanted);
  if (exact) return exact;
  const sweeps = await allSweeps(api);
  return chooseSweep(sweeps, wanted);
}

/** Exact name before prefix; more than one is a question back to the person. */
export function chooseSweep(sweeps: readonly SweepRow[], wanted: string): SweepRow {
  const named = sweeps.filter((row) => row.name === wanted);
  const candidates =
    named.length > 0 ? named : sweeps.filter((row) => row.id.startsWith(wanted) || row.name.startsWith(wanted));
  if (candidates.length === 1) return candidates[0]!;
  if (candidates.length === 0) {
    throw new CliError(`There is no sweep "${wanted}".`, { hint: 'See them all: seesaw sweep list' });
  }
  const ids = candidates.slice(0, 5).map((row) => `${row.id} (${row.name}, ${row.state})`);
  const more = candidates.length > 5 ? `, and ${candidates.length - 5} more` : '';
  throw new CliError(`${candidates.length} sweeps fit "${wanted}": ${ids.join(', ')}${more}.`, {
    hint: 'Use an id, or "latest" for the newest of all.',
  });
}

async function byId(api: ApiClient, id: string): Promise<SweepRow | undefined> {
  try {
    return await api.sweep(id);
  } catch (error) {
    if (error instanceof ApiRefused && (error.problem.status === 404 || error.problem.status === 400)) return undefined;
    throw error;
  }
}

async function allSweeps(api: ApiClient): Promise<SweepRow[]> {
  const rows: SweepRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { items, nextCursor } = await api.sweeps({ limit: pageSize, cursor, archived: 'all' });
    rows.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return rows;
}
