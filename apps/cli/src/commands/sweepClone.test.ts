import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { sweepRow } from '../testRows.ts';

const yaml = 'recipe: ring-mlp # small\nmethod: random\nrun_cap: 20\nparameters: {lr_d: {min: 0.001, max: 0.01}}\n';
let api: Awaited<ReturnType<typeof startTestApi>>;

beforeAll(async () => {
  api = await startTestApi({
    'GET /api/v1/sweeps/swp-1a2b/yaml': yaml,
    'POST /api/v1/sweeps': sweepRow({ id: 'swp-new', name: 'balance-clone' }),
  });
});
afterAll(() => api.close());

test('a clone is the stored file with the changes, under a name of its own', async () => {
  const { code, out } = await api.seesaw('sweep', 'clone', 'swp-1a2b', '--set', 'run_cap=5', '--set', 'lr_d=[1, 2]');
  expect(code).toBe(exitCodes.ok);
  expect(out).toContain('swp-new');
  expect(api.asked.at(-1)).toEqual({
    what: 'POST /api/v1/sweeps',
    body: {
      yaml: yaml
        .replace('20', '5')
        .replace('{min: 0.001, max: 0.01}', '{values: [1, 2]}')
        .concat('name: balance-clone\n'),
    },
  });
});

test('a new sweep runs as the command says, whatever its file says', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'seesaw-create-')), 'sweep.yaml');
  for (const [written, sent] of [
    ['execution: graph', 'execution: {value: xla}'],
    ['lr_d: 0.1', 'lr_d: 0.1, execution: {value: xla}'],
  ]) {
    await writeFile(file, `parameters: {${written}}\n`);
    await api.seesaw('sweep', 'create', file, '--execution', 'xla');
    expect(api.asked.findLast(({ what }) => what.startsWith('POST'))?.body).toEqual({
      yaml: `parameters: {${sent}}\n`,
    });
  }
  await rm(dirname(file), { recursive: true });
  expect((await api.seesaw('sweep', 'create', file, '--execution', 'fast')).code).toBe(exitCodes.usage);
});

test('a new sweep whose pool nobody serves says so, and how to start somebody; not to know is no failure', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'seesaw-create-')), 'sweep.yaml');
  await writeFile(file, 'recipe: ring-mlp\n');
  const start = { startedAt: new Date(0).toISOString(), lastSeenAt: new Date(0).toISOString(), version: '0' };
  const worker = (pool: string, state: string) => ({ id: pool, host: 'h', pid: 1, pool, state, slots: [], ...start });
  const said = async (answers: Record<string, unknown>) => {
    const server = await startTestApi({ 'POST /api/v1/sweeps': sweepRow(), ...answers });
    const { code, err } = await server.seesaw('sweep', 'create', file);
    await server.close();
    expect(code).toBe(exitCodes.ok);
    return err;
  };
  const workers = (...items: unknown[]) => ({ 'GET /api/v1/workers': { items, pools: [] } });
  expect(await said(workers(worker('default', 'gone'), worker('other', 'alive')))).toContain(
    'no trainer serves pool default just now; start one: seesaw worker start --pool default',
  );
  expect(await said(workers(worker('default', 'alive')))).toBe('');
  expect(await said({})).toBe('');
  await rm(dirname(file), { recursive: true });
});

test('--print starts nothing', async () => {
  const before = api.asked.length;
  const { out } = await api.seesaw('sweep', 'clone', 'swp-1a2b', '--print', '--name', 'other', '--set', 'run_cap=');
  expect(out).toBe(yaml.replace('run_cap: 20\n', '').concat('name: other\n'));
  expect(api.asked.slice(before).every(({ what }) => what.startsWith('GET'))).toBe(true);
  expect((await api.seesaw('sweep', 'clone', 'swp-1a2b', '--print', '--extended')).out).toContain('run_cap: 3\n');
});

test('what cannot be set is said in words', async () => {
  const { code, err } = await api.seesaw('sweep', 'clone', 'swp-1a2b', '--set', 'recipe.x=1');
  expect(code).toBe(exitCodes.error);
  expect(err).toContain('recipe is no mapping');
  expect((await api.seesaw('sweep', 'clone', 'swp-1a2b', '--set', 'oops')).code).toBe(exitCodes.usage);
});
