import type { CommandBody } from '@seesaw/shared/api';
import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from './wholeNumber.ts';

const orders = [
  { kind: 'pause', text: 'save a checkpoint of every running trial and hold; resume goes on from there' },
  { kind: 'resume', text: 'go on with a paused sweep' },
  { kind: 'stop', text: 'start no new trial; those that run are finished' },
  { kind: 'cancel', text: 'end every trial now; what was recorded is kept' },
] as const;

/** Orders that the sweep acknowledges with a sentence. Giving one twice does no harm. */
export function sweepOrderCommands(session: Session): Command[] {
  const simple = orders.map(({ kind, text }) => {
    const command = new Command(kind).description(text).argument('<sweep>', sweepArgument);
    return setAction(command, (wanted: string) => order(session, wanted, { kind }));
  });
  const concurrency = new Command('concurrency')
    .description('change how many trials run at once')
    .argument('<sweep>', sweepArgument)
    .argument('<count>', '1 to 1000', wholeNumber({ min: 1, max: 1000 }));
  setAction(concurrency, (wanted: string, count: number) =>
    order(session, wanted, { kind: 'set-concurrency', concurrency: count }),
  );
  const priority = new Command('set-priority')
    .description('change which sweep of a pool is served first')
    .argument('<sweep>', sweepArgument)
    .argument('<priority>', '1 (first) to 5 (last)', wholeNumber({ min: 1, max: 5 }));
  setAction(priority, (wanted: string, place: number) =>
    order(session, wanted, { kind: 'set-priority', priority: place }),
  );
  return [...simple, concurrency, priority];
}

async function order(session: Session, wanted: string, body: CommandBody): Promise<undefined> {
  const api = await session.api();
  const sweep = await findSweep(api, wanted);
  const answer = await api.command(sweep.id, body);
  session.out.write(
    `${session.paint.bold(sweep.name)} (${session.paint.state(answer.state)}): ${sentence(answer.message)}\n`,
  );
  return undefined;
}
