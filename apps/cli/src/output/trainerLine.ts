import { z } from 'zod';
import type { Paint } from './paint.ts';

/** What a trainer's log says in one line, as pino writes it. */
const lineSchema = z.object({
  level: z.number(),
  time: z.number(),
  msg: z.string(),
  trialId: z.number().optional(),
  err: z.object({ message: z.string() }).optional(),
});

const warn = 40;

/** A line of a trainer's log for people; what is not of the log is left as it is. */
export function trainerLine(line: string, paint: Paint): string {
  const said = lineSchema.safeParse(parsed(line)).data;
  if (said === undefined) return `${line}\n`;
  const time = new Date(said.time).toTimeString().slice(0, 8);
  const trial = said.trialId === undefined ? '' : `trial ${said.trialId}: `;
  const cause = said.err === undefined ? '' : ` (${said.err.message})`;
  const text = `${trial}${said.msg}${cause}`;
  return `${paint.dim(time)}  ${said.level >= warn ? paint.bad(text) : text}\n`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
