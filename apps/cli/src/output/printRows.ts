import type { Session } from '../session.ts';
import type { Column } from './columns.ts';
import { csvText } from './csv.ts';
import { tableText } from './table.ts';

export const outputFormats = ['table', 'json', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Prints a list in the wished format. JSON holds the whole rows, not only the columns. `empty` is for tables alone. */
export function printRows<Row>(
  session: Session,
  list: {
    readonly rows: readonly Row[];
    readonly columns: readonly Column<Row>[];
    readonly format: OutputFormat;
    /** What to say, and to type, when there is nothing. */
    readonly empty: string;
  },
): void {
  const { rows, columns, format, empty } = list;
  switch (format) {
    case 'json':
      printJson(session, rows);
      return;
    case 'csv':
      session.out.write(csvText(rows, columns));
      return;
    case 'table':
      session.out.write(rows.length === 0 ? `${empty}\n` : tableText(rows, columns, session.paint));
  }
}

export function printJson(session: Session, value: unknown): void {
  session.out.write(`${JSON.stringify(value, null, 2)}\n`);
}
