import type { ValidationReply } from '@seesaw/shared/api';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { objectivesOf } from '@seesaw/shared/objective';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { ParsedSweepFile } from '@seesaw/shared/sweepFile';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type OutputFormat, printJson } from '../output/printRows.ts';
import { problemLines } from '../output/problems.ts';
import { tableText } from '../output/table.ts';
import { duration, plural, sentence, shortScalar } from '../output/words.ts';
import type { Session } from '../session.ts';
import { readSweepFile } from './readSweepFile.ts';

export function sweepValidateCommand(session: Session): Command {
  const command = new Command('validate')
    .description('check a sweep file and show what it would run; starts nothing, needs no server')
    .argument('<file>', 'sweep file, or - for standard input')
    .addOption(outputOption());
  return setAction(command, (file: string, options: { output: OutputFormat }) =>
    validate(session, file, options.output),
  );
}

async function validate(session: Session, file: string, format: OutputFormat): Promise<ExitCode> {
  const text = await readSweepFile(file);
  const parsed = await parseLocally(text);
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  if (format === 'json') {
    printJson(session, { ok: parsed.ok, problems, sweep: parsed.ok ? parsed.sweep : null });
    return parsed.ok ? exitCodes.ok : exitCodes.error;
  }
  session.err.write(problemLines(file, problems, session.paint));
  if (!parsed.ok) {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    session.err.write(`${session.paint.bad(plural(errors, 'error'))}; nothing was started.\n`);
    return exitCodes.error;
  }
  const reply = await askServer(session, text);
  // The server knows better what an alias of a data set stands for there.
  const sweep = reply?.sweep ?? parsed.sweep;
  session.out.write(`${session.paint.good('valid')}  ${planText(sweep)}\n`);
  if (reply?.estimate)
    session.out.write(`       about ${duration(reply.estimate.seconds * 1000)}: ${reply.estimate.basis}\n`);
  if (reply && reply.preview.length > 0) {
    session.out.write(
      `\nThe first ${plural(reply.preview.length, 'trial')}:\n${previewText(session, sweep, reply.preview)}`,
    );
  }
  return exitCodes.ok;
}

/** The same parser that the server uses, with the data sets of this machine. */
export async function parseLocally(text: string): Promise<ParsedSweepFile> {
  const [{ parseSweepFile }, { catalog }, { findContradictions }, { packOf }, { resolveDataset }] = await Promise.all([
    import('@seesaw/shared/parseSweepFile'),
    import('@seesaw/gan/catalog/catalog'),
    import('@seesaw/gan/catalog/contradictions'),
    import('@seesaw/gan/catalog/packOf'),
    import('@seesaw/gan/catalog/resolveDataset'),
  ]);
  // Only the server knows what is at hand on it: here an alias stands for the set that ships, which always is.
  const ships = (name: string) => name !== 'mnist-70k';
  return parseSweepFile(text, {
    catalog,
    findContradictions,
    packOf,
    resolveDataset: (name) => resolveDataset(name, ships) ?? name,
  });
}

export function planText(sweep: ResolvedSweep): string {
  const goals = objectivesOf(sweep).map(
    ({ name, goal }) => `${goal === 'minimize' ? 'the lowest' : 'the highest'} ${name}`,
  );
  const varied =
    sweep.space.length === 0 ? 'nothing varies' : `varying ${sweep.space.map(({ name }) => name).join(', ')}`;
  const packed = sweep.pack === undefined ? '' : `; up to ${sweep.pack} trials share a program`;
  return `${sweep.name}: ${plural(sweep.plannedTrials, 'trial')} of ${sweep.recipe} on ${sweep.dataset}, ${varied}, for ${goals.join(' and ')}${packed}`;
}

/** Preview and estimate are the server's; without them the check itself is complete. */
async function askServer(session: Session, text: string): Promise<ValidationReply | undefined> {
  try {
    return await (await session.api()).validate(text);
  } catch (error) {
    if (session.signal.aborted) throw error;
    const why = error instanceof Error ? sentence(error.message) : String(error);
    session.err.write(`${session.paint.dim(`No preview and no estimate: ${why}`)}\n`);
    return undefined;
  }
}

export function previewText(
  session: Session,
  sweep: ResolvedSweep,
  preview: readonly Record<string, Scalar>[],
): string {
  const rows = preview.map((point, i) => ({ number: i + 1, point }));
  return tableText(
    rows,
    [
      { title: '#', align: 'right', cell: (row) => String(row.number) },
      ...sweep.space.map(({ name }) => ({
        title: name,
        align: 'right' as const,
        cell: (row: (typeof rows)[number]) => shortScalar(row.point[name]),
      })),
    ],
    session.paint,
  );
}
