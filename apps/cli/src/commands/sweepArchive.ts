import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepArchiveCommands(session: Session): Command[] {
  return [
    archiveCommand(session, 'archive', 'leave an ended sweep out of the lists; everything is kept'),
    archiveCommand(session, 'unarchive', 'bring an archived sweep back into the lists'),
  ];
}

function archiveCommand(session: Session, verb: 'archive' | 'unarchive', text: string): Command {
  const command = new Command(verb).description(text).argument('<sweep>', sweepArgument);
  return setAction(command, async (wanted: string) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    await api.archiveSweep(sweep.id, verb === 'archive');
    const where = verb === 'archive' ? 'archived; see it: seesaw sweep list --archived' : 'in the lists again';
    session.out.write(`${session.paint.bold(sweep.name)} (${sweep.id}) is ${where}\n`);
    return undefined;
  });
}
