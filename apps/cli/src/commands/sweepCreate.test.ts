import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { sweepRow } from '../testRows.ts';

const warning = { line: 3, column: 1, severity: 'warning' } as const;
const reply = {
  ok: true,
  problems: [
    {
      ...{ ...warning, path: 'pack', message: '8 trials at once in programs of 4 keep 2 of the 3 slots busy.' },
      suggestion: 'Write concurrency: 12, or a smaller pack.',
    },
    { ...warning, path: 'pool', message: 'No trainer serves it.' },
  ],
  ...{ sweep: null, preview: [], estimate: null, points: [], duplicates: null, warmSources: [] },
};
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-create-'));
  file = join(folder, 'sweep.yaml');
});
afterAll(() => rm(folder, { recursive: true }));

async function created(pack: number | undefined, text = 'name: x\n') {
  await writeFile(file, text);
  const row = sweepRow();
  const definition = { ...row.definition, ...(pack !== undefined && { pack }) };
  const api = await startTestApi({
    'POST /api/v1/sweeps': { ...row, definition },
    'POST /api/v1/sweeps/validate': reply,
  });
  try {
    return { ...(await api.seesaw('sweep', 'create', file)), asked: api.asked.map(({ what }) => what) };
  } finally {
    await api.close();
  }
}

test('a sweep whose programs leave slots idle is created, and that and what to write instead is said', async () => {
  const { code, out, err } = await created(4);
  expect(code).toBe(exitCodes.ok);
  expect(out).toContain('created');
  expect(err).toBe(
    `${file}:3:1  warning  8 trials at once in programs of 4 keep 2 of the 3 slots busy.\n    Write concurrency: 12, or a smaller pack.\n`,
  );
});

test('what in the file has no effect is said when it is created', async () => {
  const text = `recipe: ring-mlp
method: tpe
run_cap: 2
metric: {name: eval/score, goal: minimize}
parameters: {steps: {value: 600}}
`;
  const { code, err } = await created(undefined, text);
  expect(code).toBe(exitCodes.ok);
  expect(err).toContain(`${file}:2:9  warning  Nothing varies, so tpe has nothing to search`);
});

test('of a sweep that shares no programs nothing more is asked', async () => {
  const { code, err, asked } = await created(undefined);
  expect(code).toBe(exitCodes.ok);
  expect(err).toBe('');
  expect(asked).not.toContain('POST /api/v1/sweeps/validate');
});
