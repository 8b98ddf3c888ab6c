import { randomUUID } from 'node:crypto';
import { type ExecutionChoice, executionChoices } from '@seesaw/shared/executionMode';
import type { SweepRow } from '@seesaw/shared/records';
import { Command, Option } from 'commander';
import { ApiRefused } from '../apiClient.ts';
import { CliError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { printComparison } from '../follow/comparison.ts';
import { endingText, exitCodeOf, watchSweep } from '../follow/watchSweep.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { problemLines } from '../output/problems.ts';
import { sweepColumns } from '../output/sweepColumns.ts';
import { warmStartText } from '../output/warmStartText.ts';
import { plural } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import type { Session } from '../session.ts';
import { dryRun } from './dryRun.ts';
import { readSweepFile } from './readSweepFile.ts';
import { parseLocally } from './sweepValidate.ts';

interface Options {
  readonly wait?: boolean;
  readonly follow?: boolean;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
  /** Ids, names or beginnings, as a person types them. */
  readonly warmStart?: readonly string[];
  readonly execution?: ExecutionChoice;
  readonly output: OutputFormat;
}

export function sweepCreateCommand(session: Session): Command {
  const command = new Command('create')
    .description('start a sweep; it goes on without this terminal')
    .argument('<file>', 'sweep file, or - for standard input')
    .option('-w, --wait', 'wait until it has ended; exit code 3 if trials failed or none succeeded')
    .option('-f, --follow', 'the same, with live progress')
    .option('--dry-run', 'only show what it would run, how long it would take and what was trained before')
    .option(
      '--warm-start <sweep>',
      'begin with what another sweep found, beside those of warm_start.sweeps in the file; may be repeated',
      (sweep: string, before: string[] = []) => [...before, sweep],
    )
    .addOption(
      new Option('--execution <mode>', 'how its steps run, whatever the file says: for debugging').choices(
        executionChoices,
      ),
    )
    .option('--idempotency-key <key>', 'sending the same file with the same key again gives the same sweep')
    .addOption(outputOption());
  return setAction(command, (file: string, options: Options) => create(session, file, options));
}

async function create(session: Session, file: string, options: Options): Promise<ExitCode> {
  const written = await executed(await readSweepFile(file), options.execution);
  const yaml = await warmStarted(session, written, options.warmStart ?? []);
  if (options.dryRun) return dryRun(session, { file, yaml, format: options.output });
  const sweep = await createFrom(session, { file, yaml, key: options.idempotencyKey ?? randomUUID() });
  const { output: format, wait = false, follow = false } = options;
  const hints = async () =>
    (await warningsText(session, { file, yaml })) +
    (await waitsText(session, sweep)) +
    (await idleText(session, { file, yaml, sweep }));
  if (!wait && !follow) {
    if (format === 'table') {
      session.out.write(createdText(session, sweep));
      session.err.write(await hints());
    } else print(session, sweep, format);
    return exitCodes.ok;
  }
  if (format === 'table') session.err.write(createdText(session, sweep) + (await hints()));
  const last = await watchSweep(session, sweep.id, !follow);
  if (format === 'table') {
    await printComparison(session, last.sweep);
    session.err.write(endingText(last.sweep, session));
  } else {
    print(session, last.sweep, format);
  }
  return exitCodeOf(last.sweep);
}

async function executed(yaml: string, execution: ExecutionChoice | undefined): Promise<string> {
  if (execution === undefined) return yaml;
  const { editSweepFile } = await import('@seesaw/shared/editSweepFile');
  try {
    return editSweepFile(yaml, [{ key: 'execution', value: execution }]);
  } catch {
    // Its parser tells what is wrong with the file, and where.
    return yaml;
  }
}

async function warmStarted(session: Session, yaml: string, sweeps: readonly string[]): Promise<string> {
  if (sweeps.length === 0) return yaml;
  const api = await session.api();
  const ids: string[] = [];
  for (const wanted of sweeps) ids.push((await findSweep(api, wanted)).id);
  const { withWarmSweeps } = await import('@seesaw/shared/withWarmSweeps');
  return withWarmSweeps(yaml, ids);
}

/** Sends a sweep file; what is wrong in it is shown with its place before the error. */
export async function createFrom(
  session: Session,
  { file, yaml, key }: { file: string; yaml: string; key: string },
): Promise<SweepRow> {
  try {
    return await (await session.api()).createSweep(yaml, key);
  } catch (error) {
    const problems = error instanceof ApiRefused ? error.problem.problems : undefined;
    if (problems === undefined) throw error;
    session.err.write(problemLines(file, problems, session.paint));
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    throw new CliError(`${file} has ${plural(errors, 'error')}; nothing was started.`, { cause: error });
  }
}

export function createdText(session: Session, { id, name, plannedTrials, warmSources = [] }: SweepRow): string {
  const { paint } = session;
  return (
    `${paint.good('created')}  ${paint.bold(name)}  ${id}  ${plural(plannedTrials, 'trial')}\n` +
    `${warmStartText(warmSources)}  watch it: seesaw sweep watch ${id}\n`
  );
}

/** What in the file has no effect, or another one than it seems: the server started it, and has told errors only. */
async function warningsText(session: Session, { file, yaml }: { file: string; yaml: string }): Promise<string> {
  const parsed = await parseLocally(yaml);
  // Of programs the server says more: it knows the slots.
  const warnings = parsed.ok ? parsed.warnings.filter(({ path }) => path !== 'pack') : [];
  return problemLines(file, warnings, session.paint);
}

/** The sweep is made by then: not to know who serves it is no failure of the command, which would be repeated. */
async function waitsText(session: Session, { pool }: SweepRow): Promise<string> {
  const workers = await (await session.api()).workers().catch(() => undefined);
  if (workers === undefined || workers.some((worker) => worker.pool === pool && worker.state === 'alive')) return '';
  return `${session.paint.warn('waits')}    no trainer serves pool ${pool} just now; start one: seesaw worker start --pool ${pool}\n`;
}

/** What the server says of trials that share programs, such as slots that stay idle; as little a failure of the command. */
async function idleText(
  session: Session,
  { file, yaml, sweep }: { file: string; yaml: string; sweep: SweepRow },
): Promise<string> {
  if (sweep.definition.pack === undefined) return '';
  const reply = await (await session.api()).validate(yaml).catch(() => undefined);
  const ofPack = reply?.problems.filter(({ path, severity }) => path === 'pack' && severity === 'warning') ?? [];
  return problemLines(file, ofPack, session.paint);
}

function print(session: Session, sweep: SweepRow, format: OutputFormat): void {
  if (format === 'json') printJson(session, sweep);
  else printRows(session, { rows: [sweep], columns: sweepColumns(session.paint, Date.now()), format, empty: '' });
}
