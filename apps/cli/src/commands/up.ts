import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import type { Session } from '../session.ts';
import { startLocally } from '../startLocally.ts';

export function upCommand(session: Session): Command {
  const command = new Command('up').description(
    'start Seesaw on this machine: database, workflows, MLflow, server and trainer',
  );
  return setAction(command, () => up(session));
}

async function up(session: Session): Promise<undefined> {
  const { apiUrl, mlflowUrl } = await startLocally(session);
  const { out, paint } = session;
  out.write(`${paint.good('Seesaw is up.')} It stays up when this terminal closes; stop it with: seesaw down\n`);
  if (apiUrl !== undefined) out.write(`  dashboard  ${paint.link(apiUrl)}\n`);
  if (mlflowUrl !== undefined) out.write(`  MLflow     ${paint.link(mlflowUrl)}\n`);
  out.write('Next: seesaw sweep create <file.yaml> --wait, or seesaw demo\n');
  return undefined;
}
