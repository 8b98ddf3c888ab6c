import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endpoints, status } from '@seesaw/local/local';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { PARENT_RUN_TAG, type Run } from '@seesaw/mlflow-ts/run';
import { trialRowSchema } from '@seesaw/shared/records';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../system/eventually.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(process.env.SEESAW_HOME ?? tmpdir(), 'demo-'));
});

afterAll(async () => {
  await type('npx', '--no', 'seesaw', 'down');
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test('`npm run demo -- --exit` runs 12 trials on real digits, prints them with scores, ends 0 and leaves nothing running', async () => {
  const { code, stdout } = await type('npm', 'run', 'demo', '--', '--exit');
  expect(code).toBe(0);
  const table = stdout.split('\n').filter((line) => /^\s*\d+\s+#\d+\s.*\scompleted\s/.test(line));
  expect(table).toHaveLength(12);
  expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  expect(
    (await status({ home })).services.filter((service) => service.pid !== undefined && service.pid !== null),
  ).toEqual([]);
});

test('after `up` the kept data are listed by the CLI and mirrored in MLflow with params, curves and checkpoints', async () => {
  expect((await type('npx', '--no', 'seesaw', 'up')).code).toBe(0);
  const sweeps = JSON.parse((await type('npx', '--no', 'seesaw', 'sweep', 'list', '-o', 'json')).stdout);
  const sweepId = z.array(z.object({ id: z.string() })).parse(sweeps)[0]?.id ?? '';
  const listed = await type('npx', '--no', 'seesaw', 'trial', 'list', '--sweep', sweepId, '-o', 'json');
  const trials = z
    .array(
      trialRowSchema.pick({
        id: true,
        number: true,
        state: true,
        attempt: true,
        config: true,
        step: true,
        score: true,
        health: true,
      }),
    )
    .parse(JSON.parse(listed.stdout));
  expect(trials.map((trial) => trial.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(trials.every((trial) => trial.state === 'completed' && typeof trial.score === 'number')).toBe(true);

  const mlflow = createMlflowClient({ baseUrl: (await endpoints({ home })).mlflowUrl });
  const experimentId = (await mlflow.experiments.findByName('seesaw'))?.id ?? '';
  const children = await eventually('twelve finished child runs', async () => {
    const runs: Run[] = [];
    for await (const run of mlflow.runs.search({ experimentIds: [experimentId], tags: { 'seesaw.sweep_id': sweepId } }))
      runs.push(run);
    const found = runs.filter((run) => run.tags[PARENT_RUN_TAG] !== undefined);
    return runs.length === 13 && runs.every((run) => run.status === 'FINISHED') && found;
  });
  for (const child of children) {
    expect(Object.keys(child.params).length).toBeGreaterThan(10);
    expect((await mlflow.metrics.history(child.id, 'train/d_loss')).length).toBeGreaterThan(5);
    await eventually(
      `a checkpoint of ${child.name}`,
      async () => (await mlflow.artifacts.list({ experimentId, runId: child.id, path: 'checkpoints' })).length > 0,
    );
  }
});

function type(
  file: string,
  ...args: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, SEESAW_HOME: home, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      out.stdout += chunk;
      process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      out.stderr += chunk;
      process.stderr.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...out }));
  });
}
