import type { OnProgress } from '@seesaw/local/progress';
import type { Session } from '../session.ts';

/** Where progress of the local services goes: one line for each step that began or ended; on a terminal `doing` too. */
export async function localProgress(session: Session): Promise<OnProgress> {
  const { progressLine } = await import('@seesaw/local/progress');
  return (event) => {
    if (event.kind === 'doing' && !session.err.isTTY) return;
    session.err.write(`${progressLine(event)}\n`);
  };
}
