import type { GroupKey, GroupValue, TrialGroups, TrialTable } from '@seesaw/shared/queries';

export type Cell = TrialTable['rows'][number][number];

/** A trial as the table has it: the columns that it asked for. */
export interface TrialLine {
  readonly kind: 'trial';
  readonly id: number;
  readonly number: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface GroupLine {
  readonly kind: 'group';
  /** Its key as text. */
  readonly id: string;
  readonly key: GroupKey;
  readonly numbers: readonly number[];
  readonly values: Readonly<Record<string, GroupValue>>;
}

/** What stands below an open group in place of its other trials. */
export interface NoteLine {
  readonly kind: 'note';
  readonly id: string;
  readonly words: string;
}

export type Line = TrialLine | GroupLine | NoteLine;

/** Lines by the row that they were read from: a row that came again unchanged is the same line, and is not drawn anew. */
const known = new WeakMap<TrialTable['rows'][number], TrialLine>();

/** Rows of an answer, each with its cells by column. */
export function linesOf({ columns, rows }: TrialTable): TrialLine[] {
  return rows.map((row) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const cells = Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
    const line: TrialLine = { kind: 'trial', id: Number(cells.id), number: Number(cells.number), cells };
    known.set(row, line);
    return line;
  });
}

/** Groups of an answer; what they are grouped by is a value like the others. */
export function groupLinesOf({ by, columns, groups }: TrialGroups): GroupLine[] {
  return groups.map(({ key, numbers, values }) => ({
    kind: 'group',
    id: JSON.stringify(key),
    key,
    numbers,
    values: {
      ...Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])),
      ...Object.fromEntries(by.map((column, index) => [column, keyValue(key[index] ?? null, numbers.length)])),
    },
  }));
}

/** All trials of a group have the same. */
function keyValue(value: GroupKey[number], n: number): GroupValue {
  if (value === null) return null;
  if (typeof value === 'number') return { n, mean: value, deviation: 0, interval: 0 };
  return { n, common: String(value), kinds: 1 };
}

/** Numbers of the trials that a line stands for. */
export function numbersOf(line: Line): readonly number[] {
  return line.kind === 'trial' ? [line.number] : line.kind === 'group' ? line.numbers : [];
}
