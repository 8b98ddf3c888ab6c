import type { ValidationReply } from '@seesaw/shared/api';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type OutputFormat, printJson } from '../output/printRows.ts';
import { problemLines } from '../output/problems.ts';
import { warmStartText } from '../output/warmStartText.ts';
import { duration, plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import { planText, previewText } from './sweepValidate.ts';

/** As many duplicates are named; the others are counted. */
const named = 5;

/** What a sweep would run, how long it would take, and what of it was trained before. Starts nothing. */
export async function dryRun(
  session: Session,
  { file, yaml, format }: { file: string; yaml: string; format: OutputFormat },
): Promise<ExitCode> {
  const reply = await (await session.api()).validate(yaml);
  const { sweep, problems, preview } = reply;
  if (format === 'json') printJson(session, reply);
  else session.err.write(problemLines(file, problems, session.paint));
  if (sweep === null) return exitCodes.error;
  if (format === 'json') return exitCodes.ok;
  session.out.write(`${session.paint.bold('dry run')}  ${planText(sweep)}\n`);
  session.out.write(`${timeText(reply)}\n${warmStartText(reply.warmSources)}`);
  session.out.write(`\nThe first ${plural(preview.length, 'trial')}:\n${previewText(session, sweep, preview)}`);
  session.out.write(`\n${duplicatesText(reply.duplicates)}Nothing was started.\n`);
  return exitCodes.ok;
}

function timeText({ estimate }: ValidationReply): string {
  if (estimate === null) return '         how long it takes is not known: no trial of this recipe has completed yet';
  const { seconds, slotHours, basis } = estimate;
  const hours = slotHours < 0.1 ? `${(slotHours * 60).toFixed(1)} slot-minutes` : `${slotHours.toFixed(1)} slot-hours`;
  return `         about ${duration(seconds * 1000)}, ${hours}: ${basis}`;
}

export function duplicatesText(duplicates: ValidationReply['duplicates']): string {
  if (duplicates === null) return '';
  const { checked, within, finished } = duplicates;
  if (within.length === 0 && finished.length === 0) {
    return `No duplicates: none of ${plural(checked, 'trial')} equals another one or a finished trial.\n`;
  }
  const lines = [
    ...within.map(({ number, sameAs }) => `trial ${number} equals trial ${sameAs}`),
    ...finished.map(({ number, as }) => {
      const score = as.score === null ? '' : `, score ${as.score}`;
      return `trial ${number} was trained already: ${as.sweepId}/${as.number} of ${as.sweepName} (${as.state}${score})`;
    }),
  ];
  const more = lines.length > named ? [`and ${lines.length - named} more`] : [];
  const shown = [...lines.slice(0, named), ...more].map((line) => `  ${line}\n`).join('');
  return `${plural(within.length + finished.length, 'duplicate')} among ${plural(checked, 'trial')}:\n${shown}`;
}
