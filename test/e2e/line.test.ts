import { PARENT_RUN_TAG } from '@seesaw/mlflow-ts/run';
import { expect, inject, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { eventually } from '../system/eventually.ts';
import { mirrorOf, mlflow } from '../system/mlflow.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { seesaw } from '../system/seesaw.ts';
import { freezeService } from '../system/services.ts';

test('a sweep created twice with one idempotency key is one sweep', async () => {
  const yaml = ringSweep({ name: 'once', steps: 60 });
  const [first, second] = await Promise.all([api.createSweep(yaml, 'once-1'), api.createSweep(yaml, 'once-1')]);
  expect(second.id).toBe(first.id);
  await expect(api.createSweep(ringSweep({ name: 'other', steps: 60 }), 'once-1')).rejects.toThrow(/409/);
  await sweepIs(first.id, ['completed']);
});

/** The mirror takes trials in their order, behind all those of the tests before, and holds back while others train. */
const mirroredMs = 400_000;

test(
  'one sweep from file to result: trials, curves, samples, checkpoints in Postgres, and the mirror in MLflow, also of notes from while it was away',
  async () => {
    const { id } = await api.createSweep(ringSweep({ name: 'line', steps: 400, seeds: [1, 2], concurrency: 2 }));
    const sweep = await sweepIs(id, ['completed']);
    expect(sweep.counts.completed).toBe(2);
    const trials = await api.trials(id);
    for (const trial of trials) {
      expect(trial.step).toBe(400);
      expect(trial.score).toBeTypeOf('number');
      expect(trial.stateSha).toMatch(/^[0-9a-f]{64}$/);
      expect(trial.metrics['train/d_loss']?.count).toBe(20);
    }
    expect(trials[0]?.stateSha).not.toBe(trials[1]?.stateSha);
    const samples = await api.samples(id);
    expect([...new Set(samples.map((row) => row.step))].sort((a, b) => a - b)).toEqual([0, 200, 400]);
    const png = await fetch(`${inject('endpoints').apiUrl}/api/v1/samples/${samples[0]?.id}/image.png`);
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');

    const { parent, children } = await eventually(
      'parent and children finished in MLflow',
      async () => {
        const mirror = await mirrorOf(id);
        return (
          mirror.parent?.status === 'FINISHED' &&
          mirror.children.length === 2 &&
          mirror.children.every((run) => run.status === 'FINISHED') &&
          mirror
        );
      },
      mirroredMs,
    );
    const child = children[0];
    if (parent === undefined || child === undefined) throw new Error('unreachable: the condition above held');
    expect(children.every((run) => run.tags[PARENT_RUN_TAG] === parent.id)).toBe(true);
    expect(child.params.loss).toBe('nonsaturating');
    expect(child.latestMetrics['eval/score']?.value).toBeTypeOf('number');
    expect((await mlflow().metrics.history(child.id, 'train/d_loss')).length).toBe(20);

    const remark = { notes: 'the one of <b>the paper</b>', tags: ['paper', 'keep'] };
    const thaw = await freezeService('mlflow');
    try {
      await eventually('MLflow to be missed', async () => !(await api.health()).mlflow);
      await api.remark(`/sweeps/${id}`, remark);
      await api.remark(`/trials/${child.tags['seesaw.trial_id']}`, remark);
    } finally {
      thaw();
    }
    await eventually(
      'notes and tags in MLflow once it is back',
      async () => {
        const mirror = await mirrorOf(id);
        const runs = [mirror.parent, mirror.children.find((run) => run.id === child.id)];
        return runs.every(
          (run) => run?.tags['mlflow.note.content'] === remark.notes && run.tags['seesaw.tags'] === '["paper","keep"]',
        );
      },
      mirroredMs,
    );
    await eventually('checkpoint files in the artifact store', async () => {
      const files = await mlflow().artifacts.list({
        experimentId: child.experimentId,
        runId: child.id,
        path: 'checkpoints/global_step_400',
      });
      return files.some((file) => file.path.endsWith('state.safetensors'));
    });
  },
  3 * mirroredMs,
);

test('trial list -o json gives id, number, state, attempt, config, step, score and health', async () => {
  const { id } = await api.createSweep(ringSweep({ name: 'json', steps: 60 }));
  await sweepIs(id, ['completed']);
  const { stdout, code } = await seesaw('trial', 'list', '--sweep', id, '-o', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({
      id: expect.any(Number),
      number: 1,
      state: 'completed',
      attempt: 1,
      config: expect.objectContaining({ recipe: 'ring-mlp', seed: 11, steps: 60 }),
      step: 60,
      score: expect.any(Number),
      health: expect.any(String),
    }),
  ]);
});
