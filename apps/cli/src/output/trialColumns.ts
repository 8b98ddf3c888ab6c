import type { Scalar } from '@seesaw/shared/hyperparameter';
import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { activeAxes } from '@seesaw/shared/space/activeAxes';
import type { Column } from './columns.ts';
import type { Paint } from './paint.ts';
import { shortNumber, shortScalar } from './words.ts';

/** Number, state, what the sweep varies, progress, score (or every objective where there are several) and health. */
export function trialColumns(sweep: SweepRow, paint: Paint): Column<TrialRow>[] {
  return [
    { title: '#', align: 'right', cell: (row) => String(row.number), raw: (row) => row.number },
    { title: 'id', align: 'right', cell: (row) => paint.dim(String(row.id)), raw: (row) => row.id },
    { title: 'state', cell: (row) => paint.state(row.state), raw: (row) => row.state },
    ...pointColumns(sweep),
    { title: 'step', align: 'right', cell: (row) => stepText(row), raw: (row) => row.step },
    ...(sweep.definition.metrics === undefined ? [scoreColumn] : severalColumns(sweep, paint)),
    { title: 'health', cell: (row) => paint.health(row.health), raw: (row) => row.health },
    { title: 'attempt', align: 'right', cell: (row) => String(row.attempt), raw: (row) => row.attempt },
  ];
}

const scoreColumn: Column<TrialRow> = {
  title: 'score',
  align: 'right',
  cell: (row) => (row.score === null ? '' : shortNumber(row.score)),
  raw: (row) => row.score,
};

/** A column for each objective, and whether the trial is on the Pareto front. */
export function severalColumns(sweep: SweepRow, paint: Paint): Column<TrialRow>[] {
  const columns = objectivesOf(sweep.definition).map(({ name }): Column<TrialRow> => {
    const value = (row: TrialRow) => row.metrics[name]?.last;
    return { title: name, align: 'right', cell: (row) => shortScalar(value(row)), raw: value };
  });
  const front = (row: TrialRow) => (row.onFront ? paint.good('front') : '');
  return [...columns, { title: 'front', cell: front, raw: (row) => row.onFront ?? undefined }];
}

/** What the sweep varies; nothing where it is inactive, although the configuration has the default of the recipe there. */
export function pointColumns({ definition: { space } }: SweepRow): Column<TrialRow>[] {
  return space.map(({ name, dimension }) => {
    // A point leaves out constants.
    const constant = (row: TrialRow) =>
      dimension.kind === 'constant' && activeAxes(space, row.point).some((axis) => axis.name === name)
        ? dimension.value
        : undefined;
    const value = (row: TrialRow): Scalar | undefined => row.point[name] ?? constant(row);
    return { title: name, align: 'right', cell: (row) => shortScalar(value(row)), raw: value };
  });
}

/** `1500/4000`, and how far it had been when an attempt repeats steps. */
export function stepText(row: TrialRow): string {
  const text = `${row.step}/${row.config.steps}`;
  return row.state === 'running' && row.step < row.maxStep ? `${text} (was at ${row.maxStep})` : text;
}

/** The best first, then those without a score, by number. With several objectives: the Pareto front first, by the first one. */
export function byScore(sweep: SweepRow): (a: TrialRow, b: TrialRow) => number {
  const sign = sweep.definition.metric.goal === 'maximize' ? -1 : 1;
  return (a, b) => {
    if (a.onFront !== b.onFront) return a.onFront ? -1 : 1;
    if (a.score === null || b.score === null) {
      if (a.score === b.score) return a.number - b.number;
      return a.score === null ? 1 : -1;
    }
    return sign * (a.score - b.score) || a.number - b.number;
  };
}
