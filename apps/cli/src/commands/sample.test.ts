import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { CheckpointRow, SampleRow } from '@seesaw/shared/records';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startTestApi } from '../testApi.ts';
import { testCheckpoint } from '../testCheckpoint.ts';
import { trialRow } from '../testRows.ts';
import { chooseSample } from './sample.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-sample-'));
});

afterAll(() => rm(folder, { recursive: true }));

const row = (id: number, step: number, changes: Partial<CheckpointRow> = {}): CheckpointRow => ({
  ...{ id, trialId: 101, attempt: 1, step, stateSha: 'sha', bytes: 1 },
  ...{ location: 'spool@here:x', corrupt: false, createdAt: '2026-01-01T00:00:00.000Z', ...changes },
});

/** An API that has trial 101 with these checkpoints, of which it has the bytes of `at`. */
async function withCheckpoints(
  rows: readonly CheckpointRow[],
  at: Readonly<Record<number, { manifest: string; state: Uint8Array }>>,
  trial = trialRow(1),
) {
  const files = Object.entries(at).flatMap(([id, { manifest, state }]) => [
    [`GET /api/v1/checkpoints/${id}/manifest.json`, manifest],
    [`GET /api/v1/checkpoints/${id}/state.safetensors`, state],
  ]);
  return startTestApi({
    'GET /api/v1/trials/101': trial,
    'GET /api/v1/trials/101/checkpoints': { items: rows },
    ...Object.fromEntries(files),
  });
}

test('the newest good checkpoint is drawn from: a picture, a list of points and every number, all of the same samples', async () => {
  const api = await withCheckpoints([row(3, 30, { corrupt: true }), row(2, 20), row(1, 10)], { 2: testCheckpoint() });
  const out = (type: string) => join(folder, `new.${type}`);
  const types = ['png', 'csv', 'json', 'safetensors'];
  const { code, out: said } = await api.seesaw(
    ...['sample', '101', '--n', '50', '--seed', '7', ...types.flatMap((type) => ['--out', out(type)])],
  );
  expect(code).toBe(0);
  expect(said).toContain(`${out('png')}  50 points from step 20, seed 7`);
  expect(PNG.sync.read(await readFile(out('png')))).toMatchObject({ width: 256, height: 256 });
  const { points, z } = decodeSafetensors(await readFile(out('safetensors')), 'new');
  expect([points!.shape, z!.shape]).toEqual([
    [50, 2],
    [50, 2],
  ]);
  expect(Math.max(...points!.data.map((value, i) => Math.abs(value - z!.data[i]!)))).toBeLessThan(1e-4);
  const lines = (await readFile(out('csv'), 'utf8')).trimEnd().split('\n');
  expect([lines[0], lines.length]).toEqual(['x,y', 51]);
  expect(lines[1]!.split(',').map(Number)).toEqual([...points!.data.subarray(0, 2)]);
  const json = JSON.parse(await readFile(out('json'), 'utf8'));
  expect(Float32Array.from(json.points.flat())).toEqual(points!.data);
  await api.close();
});

test('a checkpoint in a folder needs nothing that runs', async () => {
  const checkpoint = await onDisk('alone', testCheckpoint({ step: 40 }));
  const api = await startTestApi();
  const file = join(folder, 'alone.csv');
  const { code, out } = await api.seesaw('sample', checkpoint, '--out', file, '-o', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ trialId: 101, step: 40, n: 2000, seed: 1, kind: 'points', files: [file] });
  expect(api.asked).toEqual([]);
  await api.close();
});

test('a checkpoint whose bytes are away is passed over, but not when it was asked for', async () => {
  const api = await withCheckpoints([row(2, 20), row(1, 10)], { 1: testCheckpoint({ step: 10 }) });
  const file = join(folder, 'older.png');
  const older = await api.seesaw('sample', '101', '--out', file);
  expect(older).toMatchObject({ code: 0, out: expect.stringContaining('from step 10') });
  expect(older.err).toContain('step 20 is not at hand');
  const asked = await api.seesaw('sample', '101', '--step', '20', '--out', file);
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('step 20 of trial 1 is not at hand') });
  await api.close();
});

describe('what cannot be drawn is refused with what to do', () => {
  const good = testCheckpoint();
  const rows = [row(2, 20)];
  const cases: readonly [string, Parameters<typeof withCheckpoints>, readonly string[], number, RegExp[]][] = [
    [
      'no checkpoint yet',
      [[], {}, trialRow(1, { state: 'running', step: 4 })],
      [],
      1,
      [/has no checkpoint yet/, /every 10 steps; it is at step 4/],
    ],
    ['none up to a step', [rows, { 2: good }], ['--step', '5'], 1, [/no checkpoint up to step 5/, /step 20/]],
    [
      'another schema version',
      [rows, { 2: testCheckpoint({ schemaVersion: 2 }) }],
      [],
      1,
      [/schema version 2.*reads version 1/, /codeVersion "0\.1\.0"/],
    ],
    [
      'damaged bytes',
      [rows, { 2: { ...good, state: good.state.with(good.state.length - 1, 7) } }],
      [],
      1,
      [/damaged/, /--step/],
    ],
    [
      'a test function',
      [rows, {}, trialRow(1, { config: { ...trialRow(1).config, recipe: 'function' } })],
      [],
      1,
      [/has no generator/],
    ],
    ['none at all', [rows, { 2: good }], ['--n', '0'], 2, [/--n is 0/, /1 to 100000 points/]],
    ['too many', [rows, { 2: good }], ['--n', '100001'], 2, [/--n is 100001/]],
    [
      'a label that G is not told',
      [rows, { 2: good }],
      ['--label', '3'],
      2,
      [/--label is 3, but recipe ring-mlp tells/],
    ],
    ['a seed beyond 32 bits', [rows, { 2: good }], ['--seed', '4294967296'], 2, [/0 to 4294967295/]],
    ['a file without a format', [rows, { 2: good }], ['--out', 'points.xls'], 2, [/names no format/, /\.csv/]],
    ['a seed for what was kept', [rows, { 2: good }], ['--kept', '--seed', '2'], 2, [/--seed goes with new samples/]],
  ];

  it.each(cases)('%s', async (_name, given, words, wanted, texts) => {
    const api = await withCheckpoints(...given);
    const { code, err } = await api.seesaw('sample', '101', ...words);
    expect(code).toBe(wanted);
    for (const text of texts) expect(err).toMatch(text);
    await api.close();
  });

  it('a folder that is no checkpoint', async () => {
    const api = await startTestApi();
    const { code, err } = await api.seesaw('sample', join(folder, 'nothing'));
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is no checkpoint.*\n.*manifest\.json and/),
    });
    await api.close();
  });
});

const at = (step: number): SampleRow => ({
  id: step,
  trialId: 1,
  trialNumber: 1,
  attempt: 1,
  step,
  kind: 'images',
  pngLocation: '',
  tensorsLocation: '',
  facts: {},
  createdAt: '',
});

describe('chooseSample', () => {
  it('takes the newest, or the last one up to a step', () => {
    const samples = [at(500), at(0), at(250)];
    expect(chooseSample(samples, undefined)?.step).toBe(500);
    expect(chooseSample(samples, 499)?.step).toBe(250);
    expect(chooseSample(samples, 250)?.step).toBe(250);
    expect(chooseSample([at(250)], 100)).toBeUndefined();
  });
});

async function onDisk(name: string, { manifest, state }: ReturnType<typeof testCheckpoint>): Promise<string> {
  const checkpoint = join(folder, name);
  await mkdir(checkpoint);
  await writeFile(join(checkpoint, 'manifest.json'), manifest);
  await writeFile(join(checkpoint, 'state.safetensors'), state);
  return checkpoint;
}
