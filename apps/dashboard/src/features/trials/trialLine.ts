import type { TrialTable } from '@seesaw/shared/queries';

export type Cell = TrialTable['rows'][number][number];

/** A trial as the table has it: the columns that it asked for. */
export interface TrialLine {
  readonly kind: 'trial';
  readonly id: number;
  readonly number: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Rows of an answer, each with its cells by column. */
export function linesOf({ columns, rows }: TrialTable): TrialLine[] {
  return rows.map((row) => {
    const cells = Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
    return { kind: 'trial', id: Number(cells.id), number: Number(cells.number), cells };
  });
}
