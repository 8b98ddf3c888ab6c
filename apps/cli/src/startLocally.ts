import type { OnProgress } from '@seesaw/local/progress';
import { CliError } from './cliError.ts';
import type { Session } from './session.ts';

/** Starts the local services, with one line for each step that begins or ends; on a terminal for what it does, too. */
export async function startLocally(session: Session) {
  const { up } = await import('@seesaw/local/up');
  let told = false;
  const onProgress = await localProgress(session, () => {
    told = true;
  });
  try {
    return await up({ onProgress });
  } catch (cause) {
    // The end of the log, if there is one, was shown when the step failed: once is enough.
    const [first = 'Seesaw does not start', ...rest] = (cause as Error).message.split('\n');
    throw new CliError(told ? first : [first, ...rest].join('\n'), { hint: 'See what is wrong: seesaw doctor', cause });
  }
}

export async function localProgress(session: Session, onFailed: () => void = () => undefined): Promise<OnProgress> {
  const { progressLine } = await import('@seesaw/local/progress');
  return (event) => {
    if (event.kind === 'failed') onFailed();
    if (event.kind === 'doing' && !session.err.isTTY) return;
    session.err.write(`${progressLine(event)}\n`);
  };
}
