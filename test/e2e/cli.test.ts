import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { trialPassed } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { seesawHere as seesaw } from '../system/seesawHere.ts';

const pngSignature = [0x89, 0x50, 0x4e, 0x47];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-cli-'));
});

async function sweepFile(options: Parameters<typeof ringSweep>[0]): Promise<string> {
  const file = join(folder, `${options.name}.yaml`);
  await writeFile(file, ringSweep(options));
  return file;
}

test('a sweep is created, followed to its end and compared; its trials are shown, diffed, logged, sampled and exported', async () => {
  const file = await sweepFile({ name: 'cli-whole', steps: 60, seeds: [1, 2] });
  const created = await seesaw('sweep', 'create', file, '-f');
  expect(created.code).toBe(0);
  expect(created.stderr).toMatch(/trial 2 +completed +score/);
  expect(created.stdout.match(/#\d .*completed/g)).toHaveLength(2);

  const listed = await seesaw('sweep', 'list', '-o', 'json');
  expect(JSON.parse(listed.stdout)[0]).toMatchObject({ name: 'cli-whole', state: 'completed', plannedTrials: 2 });
  expect((await seesaw('sweep', 'show', 'cli-who')).stdout).toContain('2 planned; 2 completed');
  expect((await seesaw('sweep', 'wait', 'cli-whole')).code).toBe(0);
  expect((await seesaw('sweep', 'extend', 'cli-whole', '--steps', '90')).stdout).toContain('to step 90 (60 before)');
  expect((await seesaw('sweep', 'wait', 'cli-whole')).code).toBe(0);
  expect((await seesaw('sweep', 'create', file, '--dry-run')).stdout).toContain('No duplicates');

  const trials = await seesaw('trial', 'list', '--sweep', 'latest', '-o', 'csv', '--sort', 'score');
  expect(trials.stdout).toMatch(/^#,id,state,seed,step,score,health,attempt\n/);
  expect(trials.stdout.trim().split('\n')).toHaveLength(3);
  expect((await seesaw('trial', 'show', 'latest/1')).stdout).toContain('train/d_loss');
  expect((await seesaw('trial', 'attempts', 'latest/1', '-o', 'csv')).stdout).toMatch(
    /^attempt,from step,worker,slot,.*\n1,0,[\w.-]+,[01],.*,completed,\n2,60,[\w.-]+,[01],.*,completed,\n$/,
  );
  expect((await seesaw('trial', 'diff', 'latest/1', 'latest/2')).stdout).toMatch(/seed +1 +2/);
  expect((await seesaw('trial', 'logs', 'latest/1', '-f')).code).toBe(0);

  const image = join(folder, 'sample.png');
  for (const words of [['--kept'], ['--n', '50', '--seed', '3']]) {
    expect((await seesaw('sample', 'latest/1', ...words, '--out', image)).code).toBe(0);
    expect([...(await readFile(image)).subarray(0, 4)]).toEqual(pngSignature);
    await rm(image);
  }

  expect((await seesaw('sweep', 'export', 'latest')).stdout).toBe(await readFile(file, 'utf8'));
  const rows = (await seesaw('sweep', 'export', 'latest', '--format', 'csv')).stdout.trimEnd().split('\n');
  expect(rows).toHaveLength(3);
  expect((await seesaw('sweep', 'export', 'latest', '--metrics')).stdout).toMatch(/^trial,metric,step,value\n1,/);
  const resolved = join(folder, 'resolved.yaml');
  expect((await seesaw('sweep', 'export', 'latest', '--format', 'resolved', '--out', resolved)).code).toBe(0);
  expect((await seesaw('sweep', 'validate', resolved)).stdout).toContain('valid  cli-whole: 2 trials of ring-mlp');
});

test('orders are acknowledged in words, and refused in words where the state does not allow them', async () => {
  const { code, stdout } = await seesaw(
    ...['sweep', 'create', await sweepFile({ name: 'cli-orders', steps: 100_000, seeds: [1, 2, 3] }), '-o', 'json'],
  );
  expect(code).toBe(0);
  const { id } = JSON.parse(stdout) as { id: string };
  await trialPassed(id, 1);
  expect((await seesaw('sweep', 'pause', id)).stdout).toMatch(/^cli-orders \(paus(ing|ed)\): /);
  expect((await seesaw('sweep', 'resume', id)).stdout).toMatch(/^cli-orders \(running\): /);
  expect((await seesaw('sweep', 'concurrency', id, '2')).stdout).toContain('2');
  expect((await seesaw('sweep', 'set-priority', id, '1')).stdout).toContain('Priority is 1');
  expect((await seesaw('trial', 'add', '--sweep', id, 'lr_d=0.001')).stdout).toContain('Trial ');
  expect((await seesaw('trial', 'cancel', `${id}/1`)).code).toBe(0);
  expect((await seesaw('sweep', 'cancel', id)).stdout).toMatch(/^cli-orders \(cancel(ling|led)\): /);
  expect((await seesaw('sweep', 'wait', id)).code).toBe(1);
  const refused = await seesaw('sweep', 'pause', id);
  expect(refused.code).toBe(1);
  expect(refused.stderr.split('\n')[0]).toMatch(/^error: .*cancelled/);

  expect((await seesaw('sweep', 'delete', id)).code).toBe(2);
  expect((await seesaw('sweep', 'delete', id, '--yes')).code).toBe(0);
  expect((await seesaw('sweep', 'show', id)).stderr).toContain(`There is no sweep "${id}".`);
});

test('the trainers are listed with what they train', async () => {
  const { stdout } = await seesaw('worker', 'list', '-o', 'json');
  // Trainers that other tests started and stopped stay in the list, as gone.
  const trainers = (JSON.parse(stdout) as { pool: string; state: string }[]).filter(({ pool }) => pool === 'default');
  expect(trainers).toMatchObject([{ state: 'alive', slots: expect.any(Array) }]);
});
