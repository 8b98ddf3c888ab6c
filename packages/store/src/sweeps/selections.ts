import { SeesawError } from '@seesaw/shared/errors';
import type { ReportEntry } from '@seesaw/shared/selection';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Database, Sql } from '../connection/database.ts';
import { filterTrials } from '../trials/filterTrials.ts';
import { sweepNotFound } from './lockSweep.ts';

/** Trials by number, or those of the moment that a condition chooses: `where` without anything means all. */
export type Chosen =
  | { readonly numbers: readonly number[] }
  | { readonly where: { readonly filter?: string | undefined; readonly state?: readonly TrialState[] | undefined } };

export interface SavedSelection {
  readonly selectionId: number;
  /** Of the numbers that were given those that the sweep does not have, ascending. */
  readonly missing: readonly number[];
}

/** Notes which trials a command is about, so that no list travels through Temporal. */
export async function saveSelection(
  database: Database,
  { sweepId, ...chosen }: { sweepId: string } & Chosen,
): Promise<SavedSelection> {
  const { sql } = database;
  const wanted = 'numbers' in chosen ? [...chosen.numbers] : [];
  const trials = 'numbers' in chosen ? byNumber(sql, wanted) : await byCondition(database, sweepId, chosen.where);
  const [row] = await sql<SavedSelection[]>`
    insert into selections (sweep_id, numbers)
    select s.id, array(select t.number from trials t ${trials.joins} where t.sweep_id = s.id and ${trials.where} order by t.number)
    from sweeps s where s.id = ${sweepId}
    returning id as selection_id,
      array(select unnest(${wanted}::integer[]) except select unnest(numbers) order by 1) as missing`;
  if (row === undefined) throw sweepNotFound(sweepId);
  return row;
}

function byNumber(sql: Sql, numbers: number[]) {
  return { joins: sql``, where: sql`t.number = any(${numbers}::integer[])` };
}

async function byCondition(
  database: Database,
  sweepId: string,
  { filter, state }: Extract<Chosen, { where: unknown }>['where'],
) {
  const { sql } = database;
  const { joins, where } =
    filter === undefined || filter === ''
      ? { joins: sql``, where: sql`true` }
      : await filterTrials(database, { sweepId, filter });
  const states = state === undefined ? sql`` : sql`and t.state = any(${state as TrialState[]}::text[])`;
  return { joins, where: sql`${where} ${states}` };
}

/** @throws SeesawError 'not-found' */
export async function selectedNumbers(
  sql: Sql,
  sweep: { readonly id: string; readonly name: string },
  selectionId: number,
): Promise<number[]> {
  const [selection] = await sql<{ numbers: number[] }[]>`
    select numbers from selections where id = ${selectionId} and sweep_id = ${sweep.id}`;
  if (selection !== undefined) return selection.numbers;
  throw new SeesawError('not-found', `Sweep ${sweep.name} has no selection ${selectionId}`, {
    facts: { sweepId: sweep.id },
  });
}

export type ReportItem = Omit<ReportEntry, 'numbers'> & { readonly number: number };

/** Keeps what a command did to each trial of the selection, trials of one sentence together; `items` by number. */
export async function saveReport(sql: Sql, selectionId: number, items: readonly ReportItem[]): Promise<void> {
  const entries = new Map<string, ReportEntry>();
  for (const { number, ...told } of items) {
    const key = JSON.stringify(told);
    const entry = entries.get(key) ?? { ...told, numbers: [] };
    entries.set(key, entry);
    entry.numbers.push(number);
  }
  const report = JSON.stringify([...entries.values()]);
  await sql`update selections set report = ${report}::text::jsonb where id = ${selectionId}`;
}

/** The report is null until a command was given to the selection. */
export async function readSelection(
  { sql }: Database,
  { sweepId, selectionId }: { sweepId: string; selectionId: number },
): Promise<{ id: number; count: number; report: ReportEntry[] | null }> {
  const [row] = await sql<{ id: number; count: number; report: ReportEntry[] | null }[]>`
    select id, cardinality(numbers) as count, report from selections where id = ${selectionId} and sweep_id = ${sweepId}`;
  if (row !== undefined) return row;
  throw new SeesawError('not-found', `Sweep ${sweepId} has no selection ${selectionId}`, { facts: { sweepId } });
}

/** Of the open trials those that a command to the selection concerns: their workflows have something to learn. */
export async function concernedTrials(
  database: Database,
  { sweepId, selectionId, open }: { sweepId: string; selectionId: number; open: readonly number[] },
): Promise<number[]> {
  const { report } = await readSelection(database, { sweepId, selectionId });
  const concerned = new Set((report ?? []).flatMap(({ outcome, numbers }) => (outcome === 'done' ? numbers : [])));
  return open.filter((number) => concerned.has(number));
}
