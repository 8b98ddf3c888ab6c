import { csvField } from '@seesaw/shared/csvField';
import type { Column } from './columns.ts';

/** RFC 4180 with a header; numbers in full, nothing for null. Line ends are \n, as tools on the command line expect. */
export function csvText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return `${lineOf(columns.map(({ title }) => title))}${csvLines(rows, columns)}`;
}

/** Rows to append below what {@link csvText} began. */
export function csvLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const fields = (row: Row) => columns.map(({ cell, raw }) => (raw === undefined ? cell(row) : String(raw(row) ?? '')));
  return rows.map((row) => lineOf(fields(row))).join('');
}

function lineOf(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}
