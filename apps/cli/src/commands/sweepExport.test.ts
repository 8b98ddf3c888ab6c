import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';

const points = 'trial,metric,step,value\n1,train/d_loss,1,0.5\n';
const trials = 'number,state\n1,completed\n';
let api: Awaited<ReturnType<typeof startTestApi>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-export-'));
  api = await startTestApi({
    'GET /api/v1/sweeps/swp-1a2b/export?format=csv&what=metrics': points,
    'GET /api/v1/sweeps/swp-1a2b/export?format=csv&what=trials': trials,
  });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

test('trials and points come as the server streams them, to the terminal or into a file', async () => {
  expect((await api.seesaw('sweep', 'export', 'swp-1a2b', '--metrics')).out).toBe(points);
  expect((await api.seesaw('sweep', 'export', 'swp-1a2b', '--format', 'csv')).out).toBe(trials);
  const file = join(folder, 'trials.csv');
  expect((await api.seesaw('sweep', 'export', 'swp-1a2b', '--format', 'csv', '--out', file)).code).toBe(exitCodes.ok);
  expect(await readFile(file, 'utf8')).toBe(trials);
});

test('- is standard output and no file of that name', async () => {
  const { code, out, err } = await api.seesaw('sweep', 'export', 'swp-1a2b', '--metrics', '--out', '-');
  expect({ code, out, err }).toEqual({ code: exitCodes.ok, out: points, err: '' });
});

test('an export that is refused leaves no file, and metrics as yaml are a slip', async () => {
  const file = join(folder, 'none.json');
  expect((await api.seesaw('sweep', 'export', 'swp-1a2b', '--format', 'json', '--out', file)).code).not.toBe(
    exitCodes.ok,
  );
  expect(await readdir(folder)).not.toContain('none.json');
  expect((await api.seesaw('sweep', 'export', 'swp-1a2b', '--metrics', '--format', 'yaml')).code).toBe(exitCodes.usage);
});

test('a file that cannot be written is named, with why', async () => {
  const file = join(folder, 'no', 'such', 'trials.csv');
  const { code, err } = await api.seesaw('sweep', 'export', 'swp-1a2b', '--format', 'csv', '--out', file);
  expect(code).toBe(exitCodes.error);
  expect(err).toBe(`error: ${file} cannot be written: its folder does not exist.\n`);
});
