import type { MetricSummary, TrialRow } from '@seesaw/shared/records';
import type { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { stepText } from '../output/trialColumns.ts';
import { duration, shortNumber, shortScalar } from '../output/words.ts';
import { findTrial } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
import { trialNamed } from './trialNamed.ts';

interface Options {
  readonly sweep?: string;
  readonly output: OutputFormat;
}

export function trialShowCommand(session: Session): Command {
  const command = trialNamed('show', 'one trial: state, health with advice, configuration and metrics').addOption(
    outputOption(),
  );
  return setAction(command, async (wanted: string, { sweep, output }: Options) => {
    const trial = await findTrial(await session.api(), wanted, sweep);
    if (output === 'json') printJson(session, trial);
    else show(session, trial, output);
    return undefined;
  });
}

interface MetricLine extends MetricSummary {
  readonly name: string;
}

function show(session: Session, trial: TrialRow, format: OutputFormat): void {
  const { out, paint } = session;
  if (format === 'table') {
    for (const [label, text] of facts(trial, session)) out.write(`${paint.dim(label.padEnd(12))} ${text}\n`);
    out.write('\n');
    const values = { ...trial.config.values, seed: trial.config.seed, steps: trial.config.steps };
    for (const [name, value] of Object.entries(values)) {
      const varied = name in trial.point ? paint.bold(shortScalar(value)) : shortScalar(value);
      out.write(`${paint.dim(name.padEnd(16))} ${varied}\n`);
    }
    out.write('\n');
  }
  const rows = Object.entries(trial.metrics).map(([name, summary]) => ({ name, ...summary }));
  const columns: Column<MetricLine>[] = [
    { title: 'metric', cell: (row) => row.name },
    number('last', (row) => row.last),
    number('at step', (row) => row.lastStep),
    number('min', (row) => row.min),
    number('max', (row) => row.max),
    number('points', (row) => row.count),
  ];
  printRows(session, { rows, columns, format, empty: 'No metric was reported yet.' });
}

function facts(trial: TrialRow, { paint }: Session): [string, string][] {
  const lines: [string, string][] = [
    ['trial', `${trial.number} of sweep ${trial.sweepId} (id ${trial.id})`],
    ['state', `${paint.state(trial.state)}${trial.attempt > 1 ? `, attempt ${trial.attempt}` : ''}`],
    ['step', stepText(trial)],
    ['score', trial.score === null ? 'none' : shortNumber(trial.score)],
    ['health', `${paint.health(trial.health)}${trial.healthEvidence === '' ? '' : `  ${trial.healthEvidence}`}`],
  ];
  if (trial.healthAdvice !== '') lines.push(['advice', trial.healthAdvice]);
  if (trial.startedAt !== null) {
    const endMs = trial.endedAt === null ? Date.now() : Date.parse(trial.endedAt);
    lines.push(['time', duration(endMs - Date.parse(trial.startedAt))]);
  }
  if (trial.checkpointStep !== null)
    lines.push(['checkpoint', `step ${trial.checkpointStep}, state ${trial.stateSha?.slice(0, 12) ?? ''}`]);
  lines.push(['data', trial.config.dataset]);
  if (trial.origin === 'person') lines.push(['point', 'picked by a person']);
  if (trial.pool !== null) lines.push(['pool', trial.pool]);
  if (trial.tags.length > 0) lines.push(['tags', trial.tags.join(', ')]);
  if (trial.notes !== '') lines.push(['notes', trial.notes]);
  if (trial.lastError !== null) lines.push(['last error', paint.bad(trial.lastError)]);
  return lines;
}

function number(title: string, value: (row: MetricLine) => number | string | null): Column<MetricLine> {
  return {
    title,
    align: 'right',
    raw: value,
    cell: (row) => {
      const given = value(row);
      return typeof given === 'number' ? shortNumber(given) : (given ?? '');
    },
  };
}
