import { setTimeout as sleep } from 'node:timers/promises';
import { drawMs, type FaultKind, pick } from '../storm/fault.ts';
import { lineNames } from '../storm/world.ts';

/** Every piece of data, there and back, is held up. */
export const slow: FaultKind = (random, { longestMs }) => {
  const line = pick(random, lineNames);
  const delayMs = drawMs(random, { from: 20, to: 600 });
  const forMs = drawMs(random, { from: 1_000, to: longestMs });
  return {
    what: `the line to ${line} takes ${delayMs} ms longer for ${forMs} ms`,
    async strike({ lines }) {
      lines[line].delayMs = delayMs;
      await sleep(forMs);
      lines[line].delayMs = 0;
    },
  };
};
