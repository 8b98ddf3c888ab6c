import type { Scalar } from '@seesaw/shared/hyperparameter';

/** One column of a list: how a cell looks on screen and what a program gets. */
export interface Column<Row> {
  readonly title: string;
  /** For people; may be coloured. */
  readonly cell: (row: Row) => string;
  /** For csv; absent = the cell as it is. */
  readonly raw?: (row: Row) => Scalar | null | undefined;
  readonly align?: 'left' | 'right';
}
