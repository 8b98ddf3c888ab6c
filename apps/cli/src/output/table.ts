import Table from 'cli-table3';
import type { Column } from './columns.ts';
import type { Paint } from './paint.ts';

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Columns under bold titles, without lines; numbers to the right. */
export function tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[], paint: Paint): string {
  const table = new Table({
    head: columns.map(({ title }) => paint.bold(title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  for (const row of rows) table.push(columns.map(({ cell }) => cell(row)));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
