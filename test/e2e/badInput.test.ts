import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { api } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { seesaw } from '../system/seesaw.ts';

const good = ringSweep({ name: 'bad', steps: 60 });

test.each([
  ['an unknown key', good.replace('recipe:', 'recipy:'), /2:1.*recipy.*recipe/s],
  ['an unknown hyperparameter', good.replace('batch_size', 'batchsize'), /batchsize.*batch_size/s],
  ['an unknown recipe', good.replace('ring-mlp', 'ring-mpl'), /2:9.*ring-mpl.*ring-mlp/s],
  ['a missing metric', good.replace(/^metric.*\n/m, ''), /metric/],
  ['a metric nobody reports', good.replace('eval/score', 'eval/scoer'), /eval\/scoer.*eval\/score/s],
  ['a duplicate parameter', good.replace('  batch_size', '  steps: {value: 70}\n  batch_size'), /steps/],
  ['a wrong type', good.replace('{value: 60}', '{value: sixty}'), /sixty|steps/],
  ['an endless grid', `${good}  lr_d: {min: 0.0001, max: 0.1}\n`, /lr_d/],
])('%s is refused before anything starts, with place, expectation and suggestion', async (_what, yaml, message) => {
  const before = (await api.sweeps()).items.length;
  const file = join(await mkdtemp(join(tmpdir(), 'seesaw-bad-')), 'sweep.yaml');
  await writeFile(file, yaml);
  const { code, stdout, stderr } = await seesaw('sweep', 'create', file);
  expect(code).not.toBe(0);
  expect(stdout + stderr).toMatch(message);
  expect(stdout + stderr).toMatch(/\d+:\d+/);
  expect((await api.sweeps()).items.length).toBe(before);
});

test('a verb that does not exist exits with 2 and names the nearest one', async () => {
  const { code, stderr } = await seesaw('sweep', 'craete', 'x.yaml');
  expect(code).toBe(2);
  expect(stderr).toMatch(/create/);
});
