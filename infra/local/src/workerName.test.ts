import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { type WorkerName, withWorkerName } from './workerName.ts';

const nameOf = async (worker: WorkerName) => worker;

test('workers of one home that run at once have names and spools of their own; the first has the name of the machine', async () => {
  const home = temporaryFolder();
  const names = await withWorkerName(home, undefined, async (first) => {
    const second = await withWorkerName(home, undefined, nameOf);
    return [first, second];
  });
  expect(names).toEqual([
    { name: hostname(), spool: join(home, 'spool') },
    { name: `${hostname()}-2`, spool: join(home, 'spools', `${hostname()}-2`) },
  ]);
  expect(await withWorkerName(home, undefined, nameOf)).toEqual(names[0]);
});

test('a wanted name is refused while another worker has it', async () => {
  const home = temporaryFolder();
  await withWorkerName(home, 'spare', async () => {
    await expect(withWorkerName(home, 'spare', nameOf)).rejects.toThrow(/spare runs here already, as process \d+/);
  });
  expect(await withWorkerName(home, 'spare', nameOf)).toEqual({ name: 'spare', spool: join(home, 'spools', 'spare') });
});
