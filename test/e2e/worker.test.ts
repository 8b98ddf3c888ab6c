import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { identityOf } from '@seesaw/local/processIdentity';
import { expect, inject, onTestFinished, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { eventually } from '../system/eventually.ts';
import { ringSweep } from '../system/ringSweep.ts';

const command = fileURLToPath(new URL('../../apps/cli/bin/seesaw.mjs', import.meta.url));

/** `seesaw worker start …`, until it is stopped as by Ctrl-C. */
function startWorker(...options: readonly string[]) {
  const child = spawn(process.execPath, [command, 'worker', 'start', ...options], {
    env: { ...process.env, SEESAW_HOME: inject('home'), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  // Later than its exit: only then has everything that it wrote been read.
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return {
    said,
    ready: () =>
      eventually('the worker to be ready', async () => / is ready: /.test(said.out) || child.exitCode !== null),
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
    async stop(signal: NodeJS.Signals): Promise<number> {
      child.kill(signal);
      const [code] = await closed;
      return code as number;
    },
  };
}

test('a worker that is started by hand takes the trials of its pool and hands them back with a checkpoint when it is stopped', async () => {
  const pool = 'by-hand';
  const { id } = await api.createSweep(
    ringSweep({ name: 'by-hand', steps: 6_000, everySteps: 6_000, extra: `\npool: ${pool}\n` }),
  );
  const first = startWorker('--pool', pool, '--devices', 'cpu:1', '--name', 'first');
  await first.ready();
  expect(first.said.out).toMatch(
    /^Worker first is ready: 1 slot \(cpu×\d+\) for pool by-hand\. .*\n {2}Temporal +\S+:\d+\n/m,
  );
  expect(first.said.out).not.toMatch(/:[^/@\s]+@/);
  const running = await trialPassed(id, 20);
  expect(await first.stop('SIGINT')).toBe(0);
  expect(first.said.out).toMatch(/The worker has stopped\.\n$/);
  expect((await api.workers()).find(({ host }) => host === 'first')?.state).toBe('gone');
  const checkpoints = await api.checkpoints(running.id);
  expect(checkpoints.map(({ step }) => step)).toHaveLength(1);
  expect(checkpoints[0]?.step).toBeGreaterThanOrEqual(20);

  const second = startWorker('--pool', pool, '--devices', 'cpu:1', '--name', 'first');
  await sweepIs(id, ['completed']);
  const attempts = await api.attempts(running.id);
  expect(attempts.map(({ fromStep }) => fromStep)).toEqual([0, checkpoints[0]?.step]);
  expect(await second.stop('SIGTERM')).toBe(0);
});

test('a worker whose command is killed ends in order: its trial has a checkpoint and is handed back, and no process is left', async () => {
  const pool = 'killed-command';
  const { id } = await api.createSweep(
    ringSweep({ name: pool, steps: 100_000, everySteps: 100_000, extra: `\npool: ${pool}\n` }),
  );
  const worker = startWorker('--pool', pool, '--devices', 'cpu:1', '--name', 'alone');
  await worker.ready();
  const running = await trialPassed(id, 20);
  const ofTrainer = (await api.workers()).find(({ host }) => host === 'alone')!;
  const processes = [ofTrainer.pid, await childOf(running.id)];
  await worker.kill();
  await eventually('the trainer and its child to end', async () =>
    processes.every((pid) => identityOf(pid) === undefined),
  );
  expect((await api.workers()).find(({ host }) => host === 'alone')?.state).toBe('gone');
  expect((await api.checkpoints(running.id)).map(({ step }) => step >= 20)).toEqual([true]);
  await api.command(id, { kind: 'cancel' });
  await sweepIs(id, ['cancelled']);
});

test('a worker without a database to serve, or with a password on its command line, says what is missing', async () => {
  const nowhere = spawn(process.execPath, [command, 'worker', 'start', '--mlflow', 'http://me:secret@m'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  nowhere.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  expect((await once(nowhere, 'close'))[0]).toBe(2);
  expect(said).toContain('does not belong on a command line');
});
