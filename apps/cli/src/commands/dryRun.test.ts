import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ValidationReply } from '@seesaw/shared/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { sweepRow } from '../testRows.ts';

const as = { sweepId: 'old', sweepName: 'ring', number: 4, state: 'completed', score: 0.5 } as const;
const reply: ValidationReply = {
  ok: true,
  problems: [],
  sweep: sweepRow().definition,
  preview: [{ lr_ratio: 0.5 }, { lr_ratio: 1 }],
  estimate: { seconds: 90, slotHours: 2.5, basis: '100.0 steps/s' },
  points: [],
  duplicates: { checked: 3, within: [{ number: 3, sameAs: 1 }], finished: [{ number: 2, as }] },
  warmSources: [
    {
      ...{ sweepId: 'k3f9', name: 'earlier', trials: 9, used: 8, points: 8, stillRuns: false },
      leftOut: [{ why: 'without a result', count: 1 }],
    },
  ],
};
let api: Awaited<ReturnType<typeof startTestApi>>;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-dry-'));
  file = join(folder, 'sweep.yaml');
  await writeFile(file, 'name: x\n');
  api = await startTestApi({ 'POST /api/v1/sweeps/validate': reply });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

test('a dry run shows trials, points, time and duplicates, and creates nothing', async () => {
  const { code, out } = await api.seesaw('sweep', 'create', file, '--dry-run');
  expect(code).toBe(exitCodes.ok);
  for (const part of [
    '3 trials of ring-mlp',
    'about 1 min 30 s, 2.5 slot-hours: 100.0 steps/s',
    'warm start: 8 of 9 trials of sweep earlier (k3f9) as 8 known points; left out: 1 without a result',
    'The first 2 trials:',
    '2 duplicates among 3 trials:\n  trial 3 equals trial 1\n  trial 2 was trained already: old/4 of ring (completed, score 0.5)\n',
    'Nothing was started.',
  ]) {
    expect(out).toContain(part);
  }
  expect(JSON.parse((await api.seesaw('sweep', 'create', file, '--dry-run', '-o', 'json')).out)).toEqual(reply);
  expect(api.asked.map(({ what }) => what)).not.toContain('POST /api/v1/sweeps');
});
