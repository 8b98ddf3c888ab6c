import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import { type Goal, objectivesOf } from '@seesaw/shared/objective';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { parseTrialColumn, type TrialColumn, type TrialField } from '@seesaw/shared/trialColumn';

/** What a column is called and how it stands in the table. */
export interface ShownColumn {
  readonly id: string;
  readonly column: TrialColumn;
  readonly label: string;
  /** The aggregate, where it is not the last value. */
  readonly aggregate: string;
  readonly unit: string;
  readonly isNumeric: boolean;
  /** Which direction is better, where one is. */
  readonly goal: Goal | undefined;
  /** Pixels, unless a person set others. */
  readonly width: number;
  /** What it says always fits into that width: then nothing has to be cut off, which costs at every cell that is painted. */
  readonly fits: boolean;
}

const fieldLabels: Readonly<Record<TrialField, string>> = {
  number: '#',
  id: 'id',
  state: 'state',
  score: 'score',
  step: 'step',
  maxStep: 'highest step',
  health: 'health',
  healthEvidence: 'evidence',
  attempt: 'attempt',
  createdAt: 'created',
  startedAt: 'started',
  endedAt: 'ended',
  lastError: 'last error',
  onFront: 'on front',
  tags: 'tags',
  notes: 'notes',
};

const fieldWidths: Partial<Record<TrialField, number>> = {
  number: 92,
  state: 124,
  health: 104,
  healthEvidence: 320,
  createdAt: 150,
  startedAt: 150,
  endedAt: 150,
  lastError: 280,
  tags: 160,
  notes: 280,
};

/** Fields with few words, for all of which their width is enough. */
const fittingFields: ReadonlySet<TrialField> = new Set([
  'number',
  'state',
  'health',
  'createdAt',
  'startedAt',
  'endedAt',
  'onFront',
]);

const numericFields: ReadonlySet<TrialField> = new Set(['id', 'score', 'step', 'maxStep', 'attempt']);

/** Pixels, unless a person widens it. */
const widestUsual = 240;

/** Undefined for an id that is no column. */
export function shownColumn(
  id: string,
  { sweep, hyperparameters }: { sweep: ResolvedSweep; hyperparameters: readonly Hyperparameter[] },
): ShownColumn | undefined {
  const column = parseTrialColumn(id);
  if (column === undefined) return undefined;
  const label = labelOf(column, sweep);
  const aggregate = column.kind === 'metric' && column.aggregate !== 'last' ? column.aggregate : '';
  const unit = unitOf(column, hyperparameters);
  const heading = label.length + (aggregate === '' ? 0 : aggregate.length + 1) + (unit === '' ? 0 : unit.length + 1);
  const letters = Math.max(heading, longestChoice(column, sweep));
  const usual = column.kind === 'field' ? fieldWidths[column.field] : undefined;
  // Seven pixels a letter, an arrow and the padding; a seed has ten digits.
  const least = column.kind !== 'field' && column.name === 'seed' ? 104 : 76;
  const wanted = Math.max(least, 34 + 7 * letters);
  const numeric = isNumeric(column, sweep);
  return {
    id,
    column,
    label,
    aggregate,
    unit,
    isNumeric: numeric,
    goal: goalOf(column, sweep),
    width: usual ?? Math.min(widestUsual, wanted),
    fits:
      numeric ||
      (column.kind === 'field'
        ? fittingFields.has(column.field)
        : longestChoice(column, sweep) > 0 && wanted <= widestUsual),
  };
}

function labelOf(column: TrialColumn, { metric }: ResolvedSweep): string {
  if (column.kind !== 'field') return column.name;
  return column.field === 'score' ? metric.name : fieldLabels[column.field];
}

function unitOf(column: TrialColumn, hyperparameters: readonly Hyperparameter[]): string {
  if (column.kind !== 'point' && column.kind !== 'config') return '';
  return hyperparameters.find((one) => one.name === column.name)?.unit ?? '';
}

function isNumeric(column: TrialColumn, sweep: ResolvedSweep): boolean {
  if (column.kind === 'field') return numericFields.has(column.field);
  if (column.kind === 'metric') return true;
  const { name } = column;
  if (name === 'seed' || name === 'steps') return true;
  const dimension = sweep.space.find((one) => one.name === name)?.dimension;
  if (dimension === undefined) return typeof sweep.base[name] === 'number';
  if (dimension.kind === 'constant') return typeof dimension.value === 'number';
  return dimension.kind !== 'choice' || dimension.values.every((value) => typeof value === 'number');
}

function longestChoice(column: TrialColumn, sweep: ResolvedSweep): number {
  if (column.kind !== 'point') return 0;
  const dimension = sweep.space.find((one) => one.name === column.name)?.dimension;
  if (dimension?.kind !== 'choice') return 0;
  return Math.max(...dimension.values.map((value) => String(value).length));
}

/** Extremes and means of an objective are better in its own direction too. */
function goalOf(column: TrialColumn, sweep: ResolvedSweep): Goal | undefined {
  if (column.kind === 'field') return column.field === 'score' ? sweep.metric.goal : undefined;
  if (column.kind !== 'metric') return undefined;
  return objectivesOf(sweep).find(({ name }) => name === column.name)?.goal;
}
