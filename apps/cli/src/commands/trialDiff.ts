import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialRow } from '@seesaw/shared/records';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { shortScalar } from '../output/words.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import type { Session } from '../session.ts';

export interface DiffLine {
  readonly kind: 'config' | 'result';
  readonly name: string;
  /** One per trial, in the order asked for; null where a trial has none. */
  readonly values: readonly (Scalar | null)[];
}

export function trialDiffCommand(session: Session): Command {
  const command = new Command('diff')
    .description('what differs between trials: settings, then results')
    .argument('<trial>', trialArgument)
    .argument('<others...>', 'trials to compare with')
    .option('--sweep <sweep>', 'the trials are numbers in this sweep')
    .addOption(outputOption());
  return setAction(
    command,
    async (first: string, others: string[], options: { sweep?: string; output: OutputFormat }) => {
      const api = await session.api();
      const trials: TrialRow[] = [];
      for (const wanted of [first, ...others]) trials.push(await findTrial(api, wanted, options.sweep));
      const oneSweep = trials.every((trial) => trial.sweepId === trials[0]?.sweepId);
      const columns: Column<DiffLine>[] = [
        { title: 'name', cell: (row) => row.name },
        ...trials.map((trial, i): Column<DiffLine> => {
          const title = oneSweep ? `#${trial.number}` : `${trial.sweepId}/${trial.number}`;
          return { title, align: 'right', cell: (row) => shortScalar(row.values[i]), raw: (row) => row.values[i] };
        }),
      ];
      printRows(session, {
        rows: diffTrials(trials),
        columns,
        format: options.output,
        empty: 'These trials are the same.',
      });
      return undefined;
    },
  );
}

/** Settings that are not the same everywhere, then state, score, health and the last value of every metric that differs. */
export function diffTrials(trials: readonly TrialRow[]): DiffLine[] {
  const settings = trials.map(({ config }): Record<string, Scalar> => {
    const { recipe, dataset, seed, steps, values } = config;
    return { recipe, dataset, ...values, seed, steps };
  });
  const results = trials.map((trial): Record<string, Scalar | null> => {
    const last = Object.entries(trial.metrics).map(([name, summary]) => [name, summary.last] as const);
    return { state: trial.state, score: trial.score, health: trial.health, ...Object.fromEntries(last) };
  });
  return [...differing('config', settings), ...differing('result', results)];
}

function differing(kind: DiffLine['kind'], sides: readonly Record<string, Scalar | null>[]): DiffLine[] {
  const names = new Set(sides.flatMap((side) => Object.keys(side)));
  return [...names].flatMap((name) => {
    const values = sides.map((side) => side[name] ?? null);
    return values.every((value) => value === values[0]) ? [] : [{ kind, name, values }];
  });
}
