import type { Column } from './columns.ts';

/** RFC 4180 with a header; numbers in full, nothing for null. Line ends are \n, as tools on the command line expect. */
export function csvText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [columns.map(({ title }) => quote(title))];
  for (const row of rows) {
    lines.push(columns.map(({ cell, raw }) => quote(raw === undefined ? cell(row) : String(raw(row) ?? ''))));
  }
  return lines.map((line) => `${line.join(',')}\n`).join('');
}

function quote(text: string): string {
  // A spreadsheet runs a text that begins like a formula; numbers such as -1 are no danger.
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
