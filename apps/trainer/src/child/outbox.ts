import type { BlockFromChild, FromChild } from '../protocol.ts';

/** What a child has to say, on its way to the supervisor. */
export interface Outbox {
  /** In the order of the calls. What people look at while it trains may wait until the thread is free next; all else goes out at once. */
  put(message: FromChild): void;
  /** Everything put so far goes out now. */
  send(): void;
}

/**
 * A message costs a call of the system and wakes the supervisor up: a training that reports every ten milliseconds would pay
 * more for that than for what is in it. So reports go out in blocks, whenever the loop lets the process listen, before anything that
 * has to be behind them, and at last when the process ends by itself. Who is killed loses what waits, and trains it again.
 *
 * @param post hands one block over
 */
export function createOutbox(post: (block: BlockFromChild) => void): Outbox {
  let waiting: FromChild[] = [];
  let planned: NodeJS.Immediate | undefined;

  function send(): void {
    clearImmediate(planned);
    planned = undefined;
    if (waiting.length === 0) return;
    const block = waiting;
    waiting = [];
    post(block);
  }

  return {
    put(message) {
      waiting.push(message);
      if (message.type !== 'metrics' && message.type !== 'progress') send();
      else planned ??= setImmediate(send);
    },
    send,
  };
}

/** The outbox of this process: its channel to the supervisor. */
export function processOutbox(): Outbox {
  const outbox = createOutbox((block) => {
    // With a callback, because a channel that closes meanwhile, when nobody listens any more, would be an uncaught error.
    process.send?.(block, undefined, undefined, () => undefined);
  });
  // Also after an error that nobody caught.
  process.on('exit', () => {
    if (process.connected) outbox.send();
  });
  return outbox;
}
