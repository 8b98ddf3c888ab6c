import { csvField } from '@seesaw/shared/csvField';
import type { Column } from './columns.ts';

/** RFC 4180 with a header; numbers in full, nothing for null. Line ends are \n, as tools on the command line expect. */
export function csvText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [columns.map(({ title }) => csvField(title))];
  for (const row of rows) {
    lines.push(columns.map(({ cell, raw }) => csvField(raw === undefined ? cell(row) : String(raw(row) ?? ''))));
  }
  return lines.map((line) => `${line.join(',')}\n`).join('');
}
