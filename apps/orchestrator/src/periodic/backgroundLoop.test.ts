import { once } from 'node:events';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startLoop } from './backgroundLoop.ts';

const log = pino({ level: 'silent' });

test('stopping tells the round under way, which ends early, and starts no other', async () => {
  let rounds = 0;
  const loop = startLoop({
    name: 'A long round',
    everyMs: 1,
    log,
    async round(stopping) {
      rounds += 1;
      await once(stopping, 'abort');
      return true;
    },
  });
  await loop.stop();
  expect(rounds).toBe(1);
});
