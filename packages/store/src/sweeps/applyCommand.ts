import { assertNever } from '@seesaw/shared/assertNever';
import { SeesawError } from '@seesaw/shared/errors';
import type { CommandAnswer, SweepCommand } from '@seesaw/shared/workflows';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import { commandChannel } from '../events/commandBell.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { addTrial } from './commands/addTrial.ts';
import { cancelSweep } from './commands/cancelSweep.ts';
import { extendSweep } from './commands/extendSweep.ts';
import { orderSelection } from './commands/orderSelection.ts';
import { orderTrial } from './commands/orderTrial.ts';
import type { Outcome } from './commands/outcome.ts';
import { pauseSweep } from './commands/pauseSweep.ts';
import { resumeSweep } from './commands/resumeSweep.ts';
import { retryTrials } from './commands/retryTrials.ts';
import { setConcurrency } from './commands/setConcurrency.ts';
import { setPriority } from './commands/setPriority.ts';
import { stopSweep } from './commands/stopSweep.ts';
import { lockSweep } from './lockSweep.ts';
import { reasonToStop } from './stopRules.ts';

/**
 * Does a person's command in one transaction and keeps its answer under `commandId`: sent again, it is answered again.
 * A command whose goal holds already (pause of a paused sweep) is answered and changes nothing.
 * @throws SeesawError 'conflict' when the state does not allow it; 'not-found'.
 */
export async function applyCommand(
  database: Database,
  { sweepId, command, commandId }: { sweepId: string; command: SweepCommand; commandId: string },
): Promise<CommandAnswer> {
  return transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    const given = await answerGiven(tx, sweepId, commandId);
    if (given !== undefined) return given;
    const outcome = await perform(tx, sweep, command);
    const answer: CommandAnswer = { sweepId, ...outcome };
    await tx`insert into commands (command_id, sweep_id, command, answer)
      values (${commandId}, ${sweepId}, ${JSON.stringify(command)}::text::jsonb, ${JSON.stringify(answer)}::text::jsonb)`;
    await addEvent(tx, {
      kind: 'sweep.command',
      sweepId,
      message: outcome.message,
      data: { command, trials: outcome.trials },
    });
    // Delivered at the commit. Its lock on the whole database does no harm: commands are rare.
    await tx`select pg_notify(${commandChannel}, ${sweepId})`;
    return answer;
  });
}

function perform(sql: Sql, sweep: SweepRecord, command: SweepCommand): Promise<Outcome> {
  switch (command.kind) {
    case 'pause':
      return pauseSweep(sql, sweep);
    case 'resume':
      return resumeSweep(sql, sweep);
    case 'stop':
      return command.byRule ? stopIfRuleSays(sql, sweep) : stopSweep(sql, sweep);
    case 'cancel':
      return cancelSweep(sql, sweep);
    case 'set-concurrency':
      return setConcurrency(sql, sweep, command.concurrency);
    case 'set-priority':
      return setPriority(sql, sweep, command.priority);
    case 'retry':
      return retryTrials(sql, sweep, command);
    case 'skip-trial':
      return orderTrial(sql, sweep, { order: 'skip', number: command.number });
    case 'stop-trial':
      return orderTrial(sql, sweep, { order: 'stop', number: command.number });
    case 'order-trials':
      return orderSelection(sql, sweep, command);
    case 'add-trial':
      return addTrial(sql, sweep, command.values);
    case 'extend':
      return extendSweep(sql, sweep, command);
    case 'cancel-trial':
      return orderTrial(sql, sweep, { order: 'cancel', number: command.number });
    default:
      return assertNever(command, 'command');
  }
}

async function stopIfRuleSays(sql: Sql, sweep: SweepRecord): Promise<Outcome> {
  const reason = sweep.state === 'running' ? await reasonToStop(sql, sweep) : undefined;
  if (reason !== undefined) return stopSweep(sql, sweep, reason);
  return { state: sweep.state, message: `No rule stops sweep ${sweep.name} now`, trials: 0 };
}

async function answerGiven(sql: Sql, sweepId: string, commandId: string): Promise<CommandAnswer | undefined> {
  const [row] = await sql<{ sweepId: string; answer: CommandAnswer }[]>`
    select sweep_id, answer from commands where command_id = ${commandId}`;
  if (row === undefined || row.sweepId === sweepId) return row?.answer;
  throw new SeesawError('conflict', `Command ${commandId} was given to sweep ${row.sweepId} before`, {
    facts: { sweepId },
  });
}
