import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { readState, type SystemState } from './state.ts';
import { keepState } from './stateKeeper.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { waitUntil } from './waitUntil.ts';

test('a state that cannot be written is said once, tried again, and written as it is by then', async () => {
  const folder = join(temporaryFolder(), 'run');
  const path = join(folder, 'state.json');
  const lines: string[] = [];
  const log = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const state: SystemState = { supervisorPid: 1, supervisorStartMark: 'x', stopping: false, services: {} };
  const keeper = keepState({ path, state, log });
  onTestFinished(() => keeper.close());
  keeper.save();
  expect(readState(path)).toEqual(state);

  // A file in place of the folder makes every write fail, for root too.
  renameSync(folder, `${folder}.away`);
  writeFileSync(folder, '');
  state.stopping = true;
  for (let i = 0; i < 3; i++) keeper.save();
  expect(lines.filter((line) => line.includes('cannot be written'))).toHaveLength(1);

  rmSync(folder);
  await waitUntil('the retry', () => readState(path)?.stopping === true, { timeoutMs: 30_000 });
  expect(lines.at(-1)).toContain('can be written again');
});
