import { writeFile } from 'node:fs/promises';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { Command, Option } from 'commander';
import { setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import { csvText } from '../output/csv.ts';
import { configValue } from '../output/trialColumns.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

type ExportFormat = 'yaml' | 'resolved' | 'csv' | 'json';

export function sweepExportCommand(session: Session): Command {
  const command = new Command('export')
    .description('write a sweep to a file: its sweep file, or every trial with all settings and results')
    .argument('<sweep>', sweepArgument)
    .addOption(
      new Option(
        '--format <format>',
        'yaml: the sweep file as it was sent; resolved: with every default written out; csv, json: the trials',
      )
        .choices(['yaml', 'resolved', 'csv', 'json'])
        .default('yaml'),
    )
    .option('--out <file>', 'default: standard output');
  return setAction(command, async (wanted: string, options: { format: ExportFormat; out?: string }) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const text = await exportText(options.format, {
      sweep,
      yaml: () => api.sweepYaml(sweep.id),
      trials: () => api.allTrials(sweep.id),
    });
    if (options.out === undefined) session.out.write(text);
    else {
      await writeFile(options.out, text);
      session.err.write(`${options.out} written.\n`);
    }
    return undefined;
  });
}

async function exportText(
  format: ExportFormat,
  from: { sweep: SweepRow; yaml: () => Promise<string>; trials: () => Promise<TrialRow[]> },
): Promise<string> {
  switch (format) {
    case 'yaml':
      return from.yaml();
    case 'resolved': {
      const { sweepFileText } = await import('@seesaw/shared/sweepFileText');
      return sweepFileText(from.sweep.definition);
    }
    case 'json':
      return `${JSON.stringify({ sweep: from.sweep, trials: await from.trials() }, null, 2)}\n`;
    case 'csv': {
      const trials = await from.trials();
      return csvText(trials, allColumns(trials));
    }
  }
}

/** Facts, then every setting that any trial has, then the last value of every metric. */
export function allColumns(trials: readonly TrialRow[]): Column<TrialRow>[] {
  const settings = new Set(trials.flatMap((trial) => Object.keys(trial.config.values)));
  const metrics = new Set(trials.flatMap((trial) => Object.keys(trial.metrics)));
  const raw = (title: string, value: (row: TrialRow) => string | number | boolean | null | undefined) => ({
    title,
    cell: (row: TrialRow) => String(value(row) ?? ''),
    raw: value,
  });
  return [
    raw('number', (row) => row.number),
    raw('id', (row) => row.id),
    raw('state', (row) => row.state),
    raw('attempt', (row) => row.attempt),
    raw('step', (row) => row.step),
    raw('score', (row) => row.score),
    raw('health', (row) => row.health),
    raw('configHash', (row) => row.configHash),
    raw('stateSha', (row) => row.stateSha),
    raw('startedAt', (row) => row.startedAt),
    raw('endedAt', (row) => row.endedAt),
    raw('recipe', (row) => row.config.recipe),
    raw('dataset', (row) => row.config.dataset),
    ...[...settings, 'seed', 'steps'].map((name) => raw(name, (row) => configValue(row, name))),
    ...[...metrics].sort().map((name) => raw(name, (row) => row.metrics[name]?.last)),
  ];
}
