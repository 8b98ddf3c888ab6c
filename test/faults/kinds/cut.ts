import { setTimeout as sleep } from 'node:timers/promises';
import { drawMs, type FaultKind, pick } from '../storm/fault.ts';
import { lineNames } from '../storm/world.ts';

/** Connections break off in the middle of whatever they carry, and new ones are refused for a while. */
export const cut: FaultKind = (random, { longestMs }) => {
  const line = pick(random, lineNames);
  const forMs = drawMs(random, { from: 50, to: longestMs });
  return {
    what: `the line to ${line} is cut for ${forMs} ms`,
    async strike({ lines }) {
      await lines[line].shut();
      await sleep(forMs);
      await lines[line].open();
    },
  };
};
