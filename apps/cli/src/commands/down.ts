import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import type { Session } from '../session.ts';

export function downCommand(session: Session): Command {
  const command = new Command('down').description(
    'stop everything on this machine; data stay, sweeps go on at the next up',
  );
  return setAction(command, () => down(session));
}

async function down(session: Session): Promise<undefined> {
  const { down: stop } = await import('@seesaw/local/down');
  const ran = await stop();
  session.out.write(
    ran
      ? 'Seesaw is down. All data are kept; what was training goes on from its last checkpoint at the next seesaw up.\n'
      : 'Nothing was running.\n',
  );
  return undefined;
}
