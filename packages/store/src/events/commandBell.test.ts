import postgres from 'postgres';
import { expect, test, vi } from 'vitest';
import { newSweep } from '../testing/exampleSweep.ts';
import { command, databaseUrl, store } from '../testing/testStore.ts';
import { commandChannel } from './commandBell.ts';

/** Commands until one is heard: nobody says when the connection listens. */
const untilHeard = (sweepId: string, heard: () => void) =>
  vi.waitFor(
    async () => {
      await command(sweepId, { kind: 'set-concurrency', concurrency: 3 });
      expect(heard).toHaveBeenCalled();
    },
    { timeout: 30_000, interval: 50 },
  );

test('a command is heard by those who listen to its sweep, until they stop', async () => {
  const [own, other] = [await newSweep(store), await newSweep(store)];
  const [first, second, stranger] = [vi.fn(), vi.fn(), vi.fn()];
  const stop = store.segments.onCommand(own, first);
  store.segments.onCommand(own, second);
  store.segments.onCommand(other, stranger);
  await untilHeard(own, first);
  expect(second).toHaveBeenCalled();
  expect(stranger).not.toHaveBeenCalled();
  stop();
  first.mockClear();
  second.mockClear();
  await untilHeard(own, second);
  expect(first).not.toHaveBeenCalled();
});

test('when the listening connection is lost another one takes its place', async () => {
  const sweepId = await newSweep(store);
  const heard = vi.fn();
  store.segments.onCommand(sweepId, heard);
  await untilHeard(sweepId, heard);
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const ended = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = ${`listen ${commandChannel}`}`;
    expect(ended).toHaveLength(1);
  } finally {
    await sql.end();
  }
  heard.mockClear();
  await untilHeard(sweepId, heard);
});
