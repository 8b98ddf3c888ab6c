import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { packOf } from '@seesaw/gan/catalog/packOf';
import { encodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import type { SeesawEvent } from '@seesaw/shared/events';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createByteReader } from '../bytes/byteReader.ts';
import { spoolRemover } from '../bytes/removeSpool.ts';
import { datasetResolver } from '../datasets/datasetsAtHand.ts';
import { folderLooker } from '../datasets/lookForFolder.ts';
import { realItems } from '../datasets/realItems.ts';
import { tiledPng } from '../datasets/tiledPng.ts';
import { suggest } from '../sweeps/suggest.ts';
import { startTestOrchestrator, type TestOrchestrator } from '../testing/testOrchestrator.ts';
import { until } from '../testing/until.ts';
import { createServer } from './server.ts';
import type { App, ServerParts } from './serverParts.ts';

let seesaw: TestOrchestrator;
let folder: string;
let parts: ServerParts;
let app: App;

const local = { host: '127.0.0.1' };

beforeAll(async () => {
  seesaw = await startTestOrchestrator();
  folder = await mkdtemp(path.join(tmpdir(), 'seesaw-http-'));
  const spoolDir = path.join(folder, 'spool');
  await mkdir(spoolDir);
  const log = pino({ level: 'silent' });
  parts = {
    store: seesaw.store,
    runner: seesaw.runner,
    suggest,
    catalog,
    findContradictions,
    packOf,
    resolveDataset: datasetResolver(null),
    lookForFolder: folderLooker(null),
    bytes: createByteReader({ hostName: 'here', spoolDir, mlflow: null }),
    mlflow: null,
    temporalUi: null,
    removeSpool: spoolRemover(spoolDir),
    realItems,
    dashboardDir: path.join(folder, 'dashboard'),
    version: '0.0.0',
    token: null,
    loopbackOnly: true,
    log,
  };
  app = await createServer(parts);
});
afterAll(async () => {
  await app.close();
  await seesaw.close();
  await rm(folder, { recursive: true });
});

const yaml = (pool: string) => `
name: http
recipe: ring-mlp
method: grid
metric: {name: eval/score, goal: minimize}
parameters:
  loss: {values: [nonsaturating, hinge]}
  steps: {value: 100}
pool: ${pool}
`;

function post(url: string, payload: object, headers: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url, payload, headers: { ...local, ...headers } });
}

function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers: { ...local, ...headers } });
}

test('a sweep is created, run, listed, and deleted once it has ended', async () => {
  await seesaw.startTrainer('http-a', async () => 'completed');
  const created = await post('/api/v1/sweeps', { yaml: yaml('http-a') });
  expect(created.statusCode).toBe(201);
  const { id } = created.json<{ id: string }>();
  expect(created.headers.location).toBe(`/api/v1/sweeps/${id}`);
  await seesaw.untilSweepIs(id, 'completed');

  expect((await get(`/api/v1/sweeps/${id}`)).json()).toMatchObject({ state: 'completed', counts: { completed: 2 } });
  expect((await get(`/api/v1/sweeps/${id}/yaml`)).body).toBe(yaml('http-a'));
  const trials = (await get(`/api/v1/sweeps/${id}/trials?sort=number&order=desc&state=completed,failed`)).json();
  expect(trials).toMatchObject({ total: 2, nextCursor: null, items: [{ number: 2 }, { number: 1 }] });
  expect((await get(`/api/v1/sweeps/${id}/trials/1`)).json()).toMatchObject({
    number: 1,
    point: { loss: 'nonsaturating' },
  });
  const trialId = trials.items[0].id;
  expect((await get(`/api/v1/trials/${trialId}/attempts`)).json()).toMatchObject({ items: [{ attempt: 1 }] });
  expect((await get(`/api/v1/trials/${trialId}/logs?level=info`)).json()).toEqual({ items: [] });
  expect((await get('/api/v1/sweeps?limit=1')).json().items).toHaveLength(1);

  const spooled = path.join(folder, 'spool', id);
  await mkdir(spooled);
  expect((await app.inject({ method: 'DELETE', url: `/api/v1/sweeps/${id}`, headers: local })).statusCode).toBe(204);
  await expect(access(spooled)).rejects.toThrow('ENOENT');
  expect((await get(`/api/v1/sweeps/${id}`)).statusCode).toBe(404);
});

test('the same Idempotency-Key gives the same sweep, and another body under it is a conflict', async () => {
  const key = { 'idempotency-key': 'once' };
  const first = await post('/api/v1/sweeps', { yaml: yaml('http-b') }, key);
  const second = await post('/api/v1/sweeps', { yaml: yaml('http-b') }, key);
  const other = await post('/api/v1/sweeps', { yaml: yaml('http-c') }, key);
  expect([first.statusCode, second.statusCode, other.statusCode]).toEqual([201, 200, 409]);
  expect(second.json().id).toBe(first.json().id);
  expect(other.headers['content-type']).toContain('application/problem+json');
  expect(other.json()).toMatchObject({ status: 409, code: 'conflict' });
});

test('a wrong sweep file is refused before anything starts, with every problem at its line', async () => {
  const before = (await get('/api/v1/sweeps')).json().items.length;
  const wrong = yaml('x').replace('recipe: ring-mlp', 'recipe: ring-mpl').replace('method: grid', 'methud: grid');
  const refused = await post('/api/v1/sweeps', { yaml: wrong });
  expect(refused.statusCode).toBe(422);
  const { code, problems } = refused.json();
  expect(code).toBe('invalid-sweep');
  expect(problems.map((problem: { line: number }) => problem.line)).toEqual(expect.arrayContaining([3, 4]));
  const validated = await post('/api/v1/sweeps/validate', { yaml: wrong });
  expect(validated.statusCode).toBe(200);
  expect(validated.json()).toMatchObject({ ok: false, sweep: null, problems });
  expect((await get('/api/v1/sweeps')).json().items).toHaveLength(before);
});

test('validate shows the points that will be suggested', async () => {
  const { ok, preview, sweep } = (await post('/api/v1/sweeps/validate', { yaml: yaml('x') })).json();
  expect({ ok, preview, planned: sweep.plannedTrials }).toEqual({
    ok: true,
    preview: [{ loss: 'nonsaturating' }, { loss: 'hinge' }],
    planned: 2,
  });
});

test('validate warns of a pool that no trainer serves, at its place, with the name that was meant or how to start one', async () => {
  const worker = { id: 'large-gpu', host: 'h', pid: 1, pool: 'gpu-large', version: '0', slots: [] };
  await seesaw.store.workers.heartbeat({ ...worker, startedAt: new Date(0).toISOString() });
  const ofPool = async (pool: string) => (await post('/api/v1/sweeps/validate', { yaml: yaml(pool) })).json();
  const line =
    yaml('x')
      .split('\n')
      .findIndex((text) => text.startsWith('pool:')) + 1;
  expect(await ofPool('gpu-lagre')).toMatchObject({
    ok: true,
    problems: [{ severity: 'warning', line, column: 7, path: 'pool', suggestion: 'Did you mean gpu-large?' }],
  });
  expect((await ofPool('elsewhere')).problems).toEqual([
    expect.objectContaining({
      message: 'No trainer serves pool elsewhere just now: trials wait until one does.',
      suggestion: expect.stringMatching(
        /^Start one: seesaw worker start --pool elsewhere\. Trainers serve: .*gpu-large/,
      ),
    }),
  ]);
  expect((await ofPool('gpu-large')).problems).toEqual([]);
  await seesaw.store.workers.gone(worker.id);
  expect((await ofPool('gpu-large')).problems).toHaveLength(1);
});

test('validate warns of slots that a sweep in programs of several trials would leave idle', async () => {
  const slot = (number: number) => ({ slot: number, device: 'cpu', threads: 1, childPid: null, lanes: [null] });
  const worker = { id: 'three', host: 'h', pid: 1, pool: 'three', version: '0', slots: [0, 1, 2].map(slot) };
  await seesaw.store.workers.heartbeat({ ...worker, startedAt: new Date(0).toISOString() });
  const packed = (concurrency: number, planned = 40) =>
    `recipe: ring-mlp\nmethod: random\nrun_cap: ${planned}\nmetric: {name: eval/score}\nparameters: {lr_ratio: {min: 0.5, max: 2.0}}\npool: three\npack: 4\nconcurrency: ${concurrency}\n`;
  const problemsOf = async (text: string) => (await post('/api/v1/sweeps/validate', { yaml: text })).json().problems;
  expect(await problemsOf(packed(8))).toEqual([
    {
      ...{ line: 7, column: 7, path: 'pack', severity: 'warning' },
      message: '8 trials at once in programs of 4 keep 2 of the 3 slots of pool three busy.',
      suggestion: 'Write concurrency: 12, or a smaller pack.',
    },
  ]);
  expect(await problemsOf(packed(12))).toEqual([]);
  expect((await problemsOf(packed(1))).map(({ message }: { message: string }) => message)).toContain(
    'One trial at a time keeps 1 of the 3 slots of pool three busy.',
  );
  // More than are planned can never run at once.
  const advice = async (concurrency: number, planned: number) =>
    (await problemsOf(packed(concurrency, planned))).map((problem: { suggestion: string }) => problem.suggestion);
  expect(await advice(8, 9)).toEqual(['Write concurrency: 9, or a smaller pack.']);
  expect(await advice(8, 7)).toEqual(['Write pack: 2.']);
  expect(await advice(5, 5)).toEqual(['Remove pack.']);
  expect(await problemsOf(packed(2).replace('pack: 4\n', ''))).toEqual([]);
  await seesaw.store.workers.gone(worker.id);
});

test('a point holds the parameters that are active in it, and no point violates a constraint', async () => {
  const conditional = yaml('x').replace(
    '  loss: {values: [nonsaturating, hinge]}',
    '  loss: {values: [hinge, wgan-gp]}\n  gp_lambda: {values: [1, 5, 10], when: loss == "wgan-gp"}',
  );
  const file = `${conditional}constraints: [gp_lambda < 10]\n`;
  const { preview, sweep } = (await post('/api/v1/sweeps/validate', { yaml: file })).json();
  expect({ preview, planned: sweep.plannedTrials }).toEqual({
    preview: [{ loss: 'hinge' }, { loss: 'wgan-gp', gp_lambda: 1 }, { loss: 'wgan-gp', gp_lambda: 5 }],
    planned: 3,
  });
});

test('validate estimates the duration from the time that earlier trials of the recipe spent on slots', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  await seesaw.startTrainer(pool, async ({ trialId, attempt }) => {
    const points = [{ metric: 'system/steps_per_s', step: 1, value: 1e6, at: Date.now() }];
    await seesaw.store.metrics.append({ trialId, attempt, points });
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  const { slotMs } = await seesaw.store.trials.byNumber(sweepId, 1);
  // Two trials of 100 steps, as that one had, one after the other.
  const { estimate } = (await post('/api/v1/sweeps/validate', { yaml: `${yaml('x')}concurrency: 1\n` })).json();
  expect(estimate.slotHours).toBeCloseTo((2 * slotMs) / 3_600_000, 9);
  expect(estimate.basis).toContain('the median of 1 earlier ring-mlp trial; 1 at once');
});

test('commands are acknowledged, and one that makes no sense is refused with its status', async () => {
  const { id } = (await post('/api/v1/sweeps', { yaml: yaml('http-d') })).json();
  const commands = `/api/v1/sweeps/${id}/commands`;
  await until(async () => (await seesaw.trials(id)).length === 2, 'its trials wait for a lane');
  expect((await post(commands, { kind: 'pause' })).json()).toMatchObject({ sweepId: id, state: 'pausing' });
  await seesaw.untilSweepIs(id, 'paused');
  const key = { 'idempotency-key': 'again' };
  const widen = (concurrency: number) => post(commands, { kind: 'set-concurrency', concurrency }, key);
  const first = (await widen(5)).json();
  expect((await widen(6)).json()).toMatchObject({ message: 'Concurrency is 6 (was 5)' });
  expect((await widen(5)).json()).toEqual(first);
  expect((await post(commands, { kind: 'set-concurrency', concurrency: 0 })).statusCode).toBe(400);
  expect((await post(commands, { kind: 'dance' })).statusCode).toBe(400);
  expect((await post(commands, { kind: 'cancel-trial', number: 99 })).statusCode).toBe(404);
  expect((await post(commands, { kind: 'cancel' })).statusCode).toBe(200);
  await seesaw.untilSweepIs(id, 'cancelled');
  expect((await post(commands, { kind: 'resume' })).json()).toMatchObject({ status: 409, code: 'conflict' });
  expect((await post(commands, { kind: 'retry', from: 'scratch', numbers: [1] })).json()).toMatchObject({ trials: 1 });
  const many = { kind: 'order-trials', order: 'stop' };
  const { trials, selectionId } = (await post(commands, { ...many, where: { filter: 'number > 1' } })).json();
  expect(trials).toBe(0);
  expect((await get(`/api/v1/sweeps/${id}/selections/${selectionId}`)).json()).toMatchObject({
    count: 1,
    report: [{ outcome: 'already', words: 'is cancelled already', numbers: [2] }],
  });
  expect((await post(commands, many)).statusCode).toBe(422);
  expect((await post(commands, { ...many, numbers: [1], where: {} })).statusCode).toBe(422);
  expect((await post(commands, { ...many, where: { filter: 'nope == 1' } })).statusCode).toBe(400);
  await post(commands, { kind: 'cancel' });
  await seesaw.untilSweepIs(id, 'cancelled');
  expect((await post('/api/v1/sweeps/none/commands', { kind: 'pause' })).statusCode).toBe(404);
});

test('a sweep is extended, exported, archived and found as a duplicate; its definitions can be read', async () => {
  // The scripted trainer reports the number of the trial as its score at the last step.
  await seesaw.startTrainer('http-ops', async ({ steps, saveCheckpoint }) => {
    await saveCheckpoint(steps);
    return 'completed';
  });
  const file = `${yaml('http-ops')}run_cap: 1\n`;
  const { id } = (await post('/api/v1/sweeps', { yaml: file })).json();
  await seesaw.untilSweepIs(id, 'completed');
  const commands = `/api/v1/sweeps/${id}/commands`;
  const { points, duplicates } = (await post('/api/v1/sweeps/validate', { yaml: yaml('http-ops') })).json();
  expect(points).toHaveLength(2);
  expect(duplicates).toMatchObject({
    checked: 2,
    within: [],
    finished: [{ number: 1, as: { sweepId: id, number: 1 } }],
  });

  expect((await post(commands, { kind: 'extend', bounds: [{ name: 'lr_b', max: 1 }] })).statusCode).toBe(422);
  expect((await post(commands, { kind: 'extend', trials: 7 })).json()).toMatchObject({
    status: 409,
    detail: expect.stringContaining('only 1 more of 2 points'),
  });
  const extended = (await post(commands, { kind: 'extend', trials: 1, steps: 200 })).json();
  expect(extended).toMatchObject({ state: 'running', message: expect.stringContaining('lr_end stretches') });
  await seesaw.untilSweepIs(id, 'completed');
  const added = await post(commands, { kind: 'add-trial', values: { loss: 'lsgan', lr_d: 0.5 } });
  expect(added.json()).toMatchObject({ number: 3 });
  await seesaw.untilSweepIs(id, 'completed');
  const absent = async (numbers: number[]) => (await post(commands, { kind: 'retry', numbers })).json();
  const one = expect.stringMatching(/^Trial 44 does not exist in sweep/);
  expect(await absent([1, 44])).toMatchObject({ status: 404, detail: one });
  const many = expect.stringMatching(/^Trials 44, 45, .*, 53 and 2 more do not exist/);
  expect(await absent(Array.from({ length: 12 }, (_, i) => 55 - i))).toMatchObject({ status: 404, detail: many });
  expect((await post(commands, { kind: 'retry', settings: { batch_size: 7 } })).statusCode).toBe(400);
  const definitions = (await get(`/api/v1/sweeps/${id}/definitions`)).json();
  expect(definitions.items.map((item: { fromNumber: number }) => item.fromNumber)).toEqual([1, 2]);

  const csv = await get(`/api/v1/sweeps/${id}/export`);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body.trimEnd().split('\n')).toHaveLength(4);
  expect((await get(`/api/v1/sweeps/${id}/export?format=json`)).json()).toMatchObject({
    sweep: { id },
    trials: [{ number: 1, step: 200 }, { number: 2 }, { number: 3, origin: 'person' }],
  });
  // Scores 1, 2 and 3: t(0.975, 2) · 1 / √3.
  expect((await get(`/api/v1/sweeps/${id}/trial-groups?by=state&columns=score,config.loss`)).json()).toMatchObject({
    by: ['state'],
    groups: [
      {
        key: ['completed'],
        numbers: [1, 2, 3],
        values: [{ n: 3, mean: 2, deviation: 1, interval: expect.closeTo(4.3027 / Math.sqrt(3), 3) }, { kinds: 3 }],
      },
    ],
    trials: 3,
  });
  const hinge = `by=point.loss&key=${encodeURIComponent('["hinge"]')}&columns=number`;
  expect((await get(`/api/v1/sweeps/${id}/trials?${hinge}`)).json()).toMatchObject({ rows: [[2]], total: 1 });
  expect((await get(`/api/v1/sweeps/${id}/trials?by=state&key=x`)).statusCode).toBe(400);
  expect((await get(`/api/v1/sweeps/${id}/export?what=metrics`)).body).toBe(
    'trial,metric,step,value\n1,eval/score,100,1\n1,eval/score,200,1\n2,eval/score,200,2\n3,eval/score,200,3\n',
  );

  const patch = (url: string, payload: object) => app.inject({ method: 'PATCH', url, payload, headers: local });
  const remarked = await patch(`/api/v1/sweeps/${id}`, { tags: [' keep ', 'keep'], notes: 'a <b>' });
  expect(remarked.json()).toMatchObject({ tags: ['keep'], notes: 'a <b>' });
  expect((await get('/api/v1/sweeps?tag=keep')).json().items).toMatchObject([{ id }]);
  const trialId = (await get(`/api/v1/sweeps/${id}/trials/1`)).json().id;
  expect((await patch(`/api/v1/trials/${trialId}`, { tags: ['x'] })).json()).toMatchObject({ tags: ['x'], notes: '' });
  expect((await get(`/api/v1/verdicts?trialIds=${trialId}`)).json()).toEqual({ items: [] });
  expect((await get('/api/v1/verdicts?trialIds=x')).statusCode).toBe(400);
  for (const wrong of [{ tags: ['a,b'] }, { tags: [''] }, { note: 'x' }])
    expect((await patch(`/api/v1/trials/${trialId}`, wrong)).statusCode).toBe(400);
  const kept = await post(`/api/v1/sweeps/${id}/retention`, { keep: 3 });
  expect(kept.json()).toMatchObject({ definition: { checkpoint: { keep: 3 } } });
  const none = { latest: false, best: false, every: null, topK: null };
  expect((await post(`/api/v1/sweeps/${id}/retention`, { keep: none })).statusCode).toBe(400);

  expect((await post(`/api/v1/sweeps/${id}/archive`, {})).json()).toMatchObject({ id, archivedAt: expect.any(String) });
  const listed = async (query: string) =>
    (await get(`/api/v1/sweeps?limit=200${query}`)).json().items.map((row: { id: string }) => row.id);
  expect(await listed('')).not.toContain(id);
  expect(await listed('&archived=only')).toEqual([id]);
  expect((await post(`/api/v1/sweeps/${id}/unarchive`, {})).json()).toMatchObject({ archivedAt: null });
});

test('callers from foreign hosts and pages are refused on loopback', async () => {
  expect((await get('/api/v1/health', { host: 'evil.example' })).statusCode).toBe(403);
  expect((await get('/api/v1/health', { origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await get('/api/v1/health', { origin: 'null' })).statusCode).toBe(403);
  expect((await get('/api/v1/health', { host: 'localhost:7788', origin: 'http://localhost:7788' })).statusCode).toBe(
    200,
  );
});

test('the OpenAPI document names every route of the API', async () => {
  const { paths } = (await get('/api/openapi.json')).json();
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/api/v1/sweeps', '/api/v1/sweeps/{id}/commands', '/api/v1/curves', '/api/v1/events']),
  );
  const contents = (path: string) => Object.keys(paths[path].get.responses['200']?.content ?? {});
  expect(contents('/api/v1/samples/{id}/tensors.json')).toEqual(['application/json']);
  expect(paths['/api/v1/samples/{id}/tensors.safetensors'].get.summary).toContain('surface [64, 64]');
  expect(paths['/api/v1/checkpoints/{id}/state.safetensors'].get.summary).toContain('state.safetensors');
});

test('the sweep-file schema and the catalog are published', async () => {
  expect((await get('/api/v1/sweep-file.schema.json')).json()).toMatchObject({ type: 'object' });
  expect((await get('/api/v1/catalog')).json().recipes[0]).toHaveProperty('hyperparameters');
});

test('real digits come as a PNG grid; points have no picture', async () => {
  const png = await get('/api/v1/datasets/mnist/real.png?count=10');
  expect(png.headers['content-type']).toBe('image/png');
  expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  // 4 columns × 3 rows of 28 pixels.
  expect([png.rawPayload.readUInt32BE(16), png.rawPayload.readUInt32BE(20)]).toEqual([112, 84]);
  expect((await get('/api/v1/datasets/ring/real.png')).json()).toMatchObject({ status: 404, code: 'not-found' });
  expect((await get('/api/v1/datasets/nope/real.png')).statusCode).toBe(404);
  expect((await get('/api/v1/datasets/image-folder:faces/real.png')).json()).toMatchObject({
    status: 404,
    detail: expect.stringContaining('lie with the trainers'),
    hint: expect.stringContaining('/api/v1/samples/ID/real.png'),
  });
});

test('sample bytes are read from the spool of this host, and never from outside of it', async () => {
  await writeFile(path.join(folder, 'spool', 'a.png'), 'png bytes');
  await writeFile(path.join(folder, 'secret'), 'secret content');
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  const ids: number[] = [];
  await seesaw.startTrainer(pool, async ({ trialId, attempt }) => {
    for (const [step, file] of ['spool@here:a.png', 'spool@here:../secret', 'spool@elsewhere:a.png'].entries()) {
      const at = { pngLocation: file, tensorsLocation: file };
      ids.push((await seesaw.store.samples.save({ trialId, attempt, step, kind: 'images', ...at, facts: {} })).id);
    }
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  const [inside, outside, elsewhere] = await Promise.all(ids.map((id) => get(`/api/v1/samples/${id}/image.png`)));
  expect(inside).toMatchObject({ statusCode: 200, body: 'png bytes' });
  expect(inside?.headers['cache-control']).toContain('immutable');
  expect(outside?.statusCode).toBe(404);
  expect(outside?.body).not.toContain('secret content');
  expect(elsewhere?.statusCode).toBe(404);
  expect((await get(`/api/v1/samples?sweepId=${sweepId}`)).json().items).toHaveLength(3);
  const page = (await get(`/api/v1/samples?sweepId=${sweepId}&limit=2`)).json();
  expect(page.items).toHaveLength(2);
  expect((await get(`/api/v1/samples?sweepId=${sweepId}&limit=2&cursor=${page.nextCursor}`)).json()).toMatchObject({
    items: [{}],
    nextCursor: null,
  });
  expect((await get(`/api/v1/samples?sweepId=${sweepId}&cursor=nowhere`)).statusCode).toBe(404);
  expect((await get('/api/v1/samples')).statusCode).toBe(400);
});

test('real pictures that a trainer kept with a sample come as a PNG grid; a sample without says which has some', async () => {
  // Six of 2 × 1 pixels, black and white.
  const blackAndWhite = Float32Array.from({ length: 12 }, (_, i) => 2 * (i % 2) - 1);
  const real = { dtype: 'float32', shape: [6, 1, 2, 1], data: blackAndWhite } as const;
  const files: Record<string, PlainTensors> = { 'with-real': { real }, 'without-real': { images: real } };
  for (const [name, tensors] of Object.entries(files)) {
    await writeFile(path.join(folder, 'spool', `${name}.safetensors`), encodeSafetensors(tensors));
  }
  const ids = await samplesOf(Object.keys(files), 'images');
  const png = await get(`/api/v1/samples/${ids[0]}/real.png`);
  expect(png.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': expect.stringContaining('immutable'),
  });
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => 255 * (i % 2));
  expect(png.rawPayload).toEqual(tiledPng({ pixels, count: 6, width: 2, height: 1, channels: 1 }));
  // 3 columns × 2 rows.
  expect([png.rawPayload.readUInt32BE(16), png.rawPayload.readUInt32BE(20)]).toEqual([6, 2]);
  expect((await get(`/api/v1/samples/${ids[1]}/real.png`)).json()).toMatchObject({
    status: 404,
    hint: expect.stringContaining('step 0'),
  });
});

test('the numbers of a sample come as JSON, all or those named, and what is no number by its name', async () => {
  const tensors = {
    points: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(0.1, -1, Number.NaN, Number.NEGATIVE_INFINITY) },
    bounds: { dtype: 'float32', shape: [4], data: Float32Array.of(-2, 2, -2, 2) },
  } as const;
  await writeFile(path.join(folder, 'spool', 'p.safetensors'), encodeSafetensors(tensors));
  await writeFile(path.join(folder, 'spool', 'torn.safetensors'), encodeSafetensors(tensors).subarray(0, 100));
  const ids = await samplesOf(['p', 'torn'], 'points');
  const whole = await get(`/api/v1/samples/${ids[0]}/tensors.json`);
  expect(whole.json()).toEqual({
    id: ids[0],
    step: 0,
    kind: 'points',
    tensors: {
      bounds: { dtype: 'float32', shape: [4], data: [-2, 2, -2, 2] },
      points: { dtype: 'float32', shape: [2, 2], data: [0.100000001, -1, 'NaN', '-Infinity'] },
    },
  });
  expect(Math.fround(whole.json().tensors.points.data[0])).toBe(tensors.points.data[0]);
  expect(whole.headers['cache-control']).toContain('immutable');
  expect(Object.keys((await get(`/api/v1/samples/${ids[0]}/tensors.json?only=bounds`)).json().tensors)).toEqual([
    'bounds',
  ]);
  const unknown = await get(`/api/v1/samples/${ids[0]}/tensors.json?only=bounds,surfaces`);
  expect(unknown.json()).toMatchObject({ status: 404, detail: expect.stringContaining('"surfaces"') });
  expect(unknown.json().hint).toContain('bounds, points');
  expect((await get(`/api/v1/samples/${ids[1]}/tensors.json`)).json()).toMatchObject({ code: 'checkpoint-corrupt' });
});

test('a checkpoint can be downloaded, and pruning waits for it', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1, checkpoint: { everySteps: 1, keep: 1 } });
  await mkdir(path.join(folder, 'spool', 'global_step_1'));
  await writeFile(path.join(folder, 'spool', 'global_step_1', 'state.safetensors'), 'state');
  let left: number[] = [];
  const codes: number[] = [];
  await seesaw.startTrainer(pool, async ({ trialId, attempt }) => {
    const save = (step: number) => {
      const location = `spool@here:global_step_${step}`;
      return seesaw.store.checkpoints.save({
        trialId,
        attempt,
        step,
        stateSha: 'sha',
        bytes: 5,
        location,
        manifest: {},
      });
    };
    const { id } = await save(1);
    await save(2);
    const { id: newest } = await save(3);
    const reply = await get(`/api/v1/checkpoints/${id}/state.safetensors`);
    expect(reply).toMatchObject({ statusCode: 200, body: 'state' });
    await seesaw.store.checkpoints.prune(trialId);
    left = (await seesaw.store.checkpoints.list(trialId)).map(({ step }) => step);
    for (const gone of [newest, 999_999]) {
      codes.push((await get(`/api/v1/checkpoints/${gone}/manifest.json`)).statusCode);
    }
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  const [trial] = await seesaw.untilSweepIs(sweepId, 'completed');
  expect(trial).toMatchObject({ state: 'completed', attempt: 1 });
  expect(left).toEqual([3, 1]);
  expect(codes).toEqual([404, 404]);
});

test('the dashboard is served with a strict policy: assets for ever and compressed, pages fresh, missing files 404', async () => {
  expect((await get('/')).body).toContain('npm run build');
  await mkdir(path.join(folder, 'dashboard', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'dashboard', 'index.html'), '<head></head><p>the app</p>');
  await writeFile(path.join(folder, 'dashboard', 'assets', 'main-1234.js'), '1');
  const page = await get('/sweeps/abc/compare?x=1');
  expect(page).toMatchObject({ statusCode: 200, body: expect.stringContaining('</head><p>the app</p>') });
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(page.headers['cache-control']).toBe('no-store');
  const asset = await get('/assets/main-1234.js');
  expect(asset.headers['cache-control']).toContain('immutable');
  expect(asset.headers['content-type']).toContain('javascript');
  expect((await get('/assets/gone-1.js')).statusCode).toBe(404);
  await writeFile(path.join(folder, 'dashboard', 'assets', 'main-1234.js.gz'), gzipSync('1'));
  const smaller = await get('/assets/main-1234.js', { 'accept-encoding': 'gzip' });
  expect(smaller.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': asset.headers['content-type'] });
  expect(gunzipSync(smaller.rawPayload).toString()).toBe('1');
  expect((await get('/assets/main-1234.js')).headers['content-encoding']).toBeUndefined();
  for (const odd of ['..%2f..%2fsecret.txt', '%00.js', `${'a'.repeat(300)}.js`]) {
    expect((await get(`/${odd}`)).statusCode).toBe(404);
  }
  expect((await get('/api/v1/nothing')).json()).toMatchObject({ status: 404, code: 'not-found' });
});

test('the page of a sweep holds the sweep as the API tells it, whatever it is called', async () => {
  await mkdir(path.join(folder, 'dashboard'), { recursive: true });
  await writeFile(path.join(folder, 'dashboard', 'index.html'), '<head></head>');
  const factsIn = (body: string) =>
    JSON.parse(/<script type="application\/json" id="seesaw-facts">(.*)<\/script>/.exec(body)?.[1] ?? 'null');
  const { sweepId } = await seesaw.createSweep({ plannedTrials: 1 });
  const notes = '</script><script>alert(1)</script> $& $1';
  await seesaw.store.sweeps.remark({ sweepId, remark: { notes } });
  const sweep = (await get(`/api/v1/sweeps/${sweepId}`)).json();
  expect(sweep.notes).toBe(notes);
  const newestEvent = await seesaw.store.events.tip();
  expect(newestEvent).toBeGreaterThan(0);
  // A page does not wait for a database that is slow just now: it is sent without what it would hold.
  const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000 });
  await soon(async () => {
    const { body } = await get(`/sweeps/${sweepId}?tab=table`);
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(factsIn(body)).toEqual({ newestEvent, sweep });
  });
  for (const url of ['/sweeps/nobody', '/workers'])
    await soon(async () => expect(factsIn((await get(url)).body)).toEqual({ newestEvent }));
  await soon(async () =>
    expect((await get('/api/v1/session')).json()).toEqual({ required: false, signedIn: true, newestEvent }),
  );
});

test('events stream live, and Last-Event-ID resumes where a client was cut off', async () => {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  const live = await openStream(`${url}/api/v1/events?sweepId=${sweepId}`);
  await seesaw.startTrainer(pool, async () => 'completed');
  await seesaw.runner.start(sweepId);
  const ended = ({ kind, data }: SeesawEvent) => kind === 'sweep.state' && data.to === 'completed';
  await until(() => live.events.some(ended), 'the stream tells the end');
  live.close();
  const [newest, ...others] = live.events.toReversed();
  const { items, next } = (await get(`/api/v1/sweeps/${sweepId}/events?limit=1&progress=true`)).json();
  expect(items).toEqual([newest]);
  const older = (await get(`/api/v1/sweeps/${sweepId}/events?before=${next}&progress=true`)).json();
  // The stream began when the sweep was there.
  expect(older.items.slice(0, others.length)).toEqual(others);
  expect(older.items.at(-1).kind).toBe('sweep.created');
  expect(older.next).toBeNull();
  expect((await get('/api/v1/sweeps/nowhere/events')).statusCode).toBe(404);
  const middle = live.events[Math.floor(live.events.length / 2)]!;
  const resumed = await openStream(`${url}/api/v1/events?sweepId=${sweepId}`, String(middle.id));
  await until(() => resumed.events.some(ended), 'the resumed stream tells the end');
  resumed.close();
  expect(resumed.events).toEqual(live.events.slice(live.events.indexOf(middle) + 1));
});

test('a client that leaves before its stream begins leaves nothing behind', async () => {
  const events = { ...seesaw.store.events };
  const read: number[] = [];
  let asked = 0;
  let gone: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    gone = resolve;
  });
  events.tip = async () => {
    asked += 1;
    if (asked > 1) return 222;
    await left;
    return 111;
  };
  events.after = async ({ cursor }) => {
    read.push(cursor);
    return { events: [], cursor };
  };
  const other = await createServer({ ...parts, store: { ...seesaw.store, events } });
  other.server.once('connection', (socket) => socket.once('close', () => setImmediate(gone)));
  const url = await other.listen({ host: '127.0.0.1', port: 0 });
  const abort = new AbortController();
  const impatient = fetch(`${url}/api/v1/events`, { signal: abort.signal });
  await until(() => asked === 1, 'the first client is heard');
  abort.abort();
  await expect(impatient).rejects.toThrow();
  await left;
  const stays = await openStream(`${url}/api/v1/events`);
  await until(() => read.includes(222), 'the second client is served');
  expect(read).not.toContain(111);
  stays.close();
  await other.close();
});

/** Samples of one trial, at steps 0, 1, …, whose numbers lie in these files of the spool. */
async function samplesOf(files: readonly string[], kind: 'images' | 'points'): Promise<number[]> {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 1 });
  const ids: number[] = [];
  await seesaw.startTrainer(pool, async ({ trialId, attempt }) => {
    for (const [step, file] of files.entries()) {
      const at = { pngLocation: 'spool@here:p.png', tensorsLocation: `spool@here:${file}.safetensors` };
      ids.push((await seesaw.store.samples.save({ trialId, attempt, step, kind, ...at, facts: {} })).id);
    }
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  return ids;
}

async function openStream(url: string, lastEventId?: string) {
  const abort = new AbortController();
  const headers = new Headers(lastEventId === undefined ? [] : [['last-event-id', lastEventId]]);
  const { body } = await fetch(url, { headers, signal: abort.signal });
  const events: SeesawEvent[] = [];
  const read = async () => {
    let text = '';
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      const messages = (text + part).split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) events.push(JSON.parse(data));
      }
    }
  };
  const reading = read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    events,
    close() {
      abort.abort();
      return reading;
    },
  };
}

test('trials are filtered, a mistake in the filter is a 400 at its column, and columns alone come as arrays', async () => {
  const { sweepId, pool } = await seesaw.createSweep({ plannedTrials: 3 });
  await seesaw.startTrainer(pool, async ({ trialId, attempt }) => {
    const points = [{ metric: 'train/d_loss', step: 1, value: Number.NaN, at: 0 }];
    await seesaw.store.metrics.append({ trialId, attempt, points });
    return 'completed';
  });
  await seesaw.runner.start(sweepId);
  await seesaw.untilSweepIs(sweepId, 'completed');
  const trials = (query: Record<string, string>) =>
    get(`/api/v1/sweeps/${sweepId}/trials?${new URLSearchParams(query)}`);

  const table = { filter: 'number >= 2 and state == "completed"', columns: 'number,state,score,metric.train/d_loss' };
  expect((await trials(table)).json()).toEqual({
    columns: ['number', 'state', 'score', 'metric.train/d_loss'],
    rows: [
      [2, 'completed', 2, 'NaN'],
      [3, 'completed', 3, 'NaN'],
    ],
    nextCursor: null,
    total: 2,
  });
  const wrong = await trials({ filter: 'number > 1 and sate == "failed"' });
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json()).toMatchObject({ problems: [{ line: 1, column: 16, path: 'filter' }], hint: expect.any(String) });
  expect((await trials({ columns: 'number,colour' })).statusCode).toBe(404);
});
