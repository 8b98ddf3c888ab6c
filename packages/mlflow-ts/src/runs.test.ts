import { randomUUID } from 'node:crypto';
import { testMlflow } from '@seesaw/local/testServices';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMlflowClient, type MlflowClient } from './client.ts';
import { MlflowRefused } from './errors.ts';
import { PARENT_RUN_TAG, type Run, runStatuses } from './run.ts';

let client: MlflowClient;
let experimentId: string;
beforeAll(async () => {
  client = createMlflowClient({ baseUrl: (await testMlflow()).url });
  experimentId = (await client.experiments.getOrCreate(`runs ${randomUUID()}`)).id;
}, 300_000);

const start = (
  name: string,
  more: { tags?: Record<string, string>; parentRunId?: string; startTimeMs?: number } = {},
) => client.runs.create({ experimentId, name, startTimeMs: 1000, ...more });

async function all(runs: AsyncIterable<Run>): Promise<Run[]> {
  const found: Run[] = [];
  for await (const run of runs) found.push(run);
  return found;
}

test('a new run is running and has its name, start, tags and place for artifacts', async () => {
  const run = await start('sweep-0001', { tags: { 'seesaw.trial_id': '1' } });
  expect(run).toMatchObject({
    experimentId,
    name: 'sweep-0001',
    status: 'RUNNING',
    startTimeMs: 1000,
    endTimeMs: null,
    lifecycleStage: 'active',
    artifactUri: `mlflow-artifacts:/${experimentId}/${run.id}/artifacts`,
  });
  expect(run.tags).toMatchObject({ 'seesaw.trial_id': '1', 'mlflow.runName': 'sweep-0001' });
  expect(await client.runs.get(run.id)).toEqual(run);
});

test('a child names its parent and is found by it', async () => {
  const parent = await start('sweep');
  const child = await start('trial', { parentRunId: parent.id });
  const children = await all(
    client.runs.search({ experimentIds: [experimentId], tags: { [PARENT_RUN_TAG]: parent.id } }),
  );
  expect(children.map(({ id }) => id)).toEqual([child.id]);
});

test.each(runStatuses)('the status %s is kept', async (status) => {
  const { id } = await start('run');
  await client.runs.update(id, { status, endTimeMs: 5000, name: 'renamed' });
  expect(await client.runs.get(id)).toMatchObject({ status, endTimeMs: 5000, name: 'renamed' });
});

test('a change of one thing leaves the others', async () => {
  const { id } = await start('run');
  await client.runs.update(id, { status: 'FAILED', endTimeMs: 5000 });
  await client.runs.update(id, { name: 'other' });
  expect(await client.runs.get(id)).toMatchObject({ status: 'FAILED', endTimeMs: 5000, name: 'other' });
});

test('a reopened run is running again and has no end, also if it was deleted', async () => {
  const { id } = await start('run');
  await client.runs.update(id, { status: 'KILLED', endTimeMs: 5000 });
  await client.runs.delete(id);
  await client.runs.reopen(id);
  expect(await client.runs.get(id)).toMatchObject({ status: 'RUNNING', endTimeMs: null, lifecycleStage: 'active' });
});

test('a deleted run is hidden from a search, found on request, and restored', async () => {
  const mark = randomUUID();
  const { id } = await start('run', { tags: { mark } });
  const find = async (lifecycle?: 'active' | 'deleted' | 'all') =>
    (await all(client.runs.search({ experimentIds: [experimentId], tags: { mark }, lifecycle }))).length;
  await client.runs.delete(id);
  await client.runs.delete(id);
  expect([await find(), await find('deleted'), await find('all')]).toEqual([0, 1, 1]);
  await client.runs.restore(id);
  expect([await find(), await find('deleted'), await find('all')]).toEqual([1, 0, 1]);
});

describe('a search', () => {
  test('goes through all pages', async () => {
    const mark = randomUUID();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push((await start(`run ${i}`, { tags: { mark }, startTimeMs: 1000 + i })).id);
    const search = { experimentIds: [experimentId], tags: { mark }, pageSize: 2 };
    const found = await all(client.runs.search({ ...search, orderBy: ['attributes.start_time ASC'] }));
    expect(found.map(({ id }) => id)).toEqual(made);
  });

  test('joins tags and a filter of MLflow itself', async () => {
    const mark = randomUUID();
    const { id } = await start('run', { tags: { mark, kind: 'a' } });
    await start('run', { tags: { mark, kind: 'b' } });
    const ended = await start('run', { tags: { mark, kind: 'a' } });
    await client.runs.update(ended.id, { status: 'FINISHED' });
    const search = {
      experimentIds: [experimentId],
      tags: { mark, kind: 'a' },
      filter: "attributes.status = 'RUNNING'",
    };
    expect((await all(client.runs.search(search))).map((run) => run.id)).toEqual([id]);
  });

  test.each(["it's", 'say "x"', '100 %', 'größe 😀', 'a\' or tags.x = "b'])('finds the tag value %j', async (value) => {
    const mark = randomUUID();
    const { id } = await start('run', { tags: { mark, value } });
    const search = client.runs.search({ experimentIds: [experimentId], tags: { mark, value } });
    if (value.includes("'") && value.includes('"')) await expect(all(search)).rejects.toBeInstanceOf(MlflowRefused);
    else expect((await all(search)).map((run) => run.id)).toEqual([id]);
  });
});

test('a run is made once for an identity, also if it was deleted since', async () => {
  const run = { experimentId, name: 'trial', startTimeMs: 1000, identity: { 'seesaw.trial_id': randomUUID() } };
  const first = await client.runs.findOrCreate(run);
  await client.runs.delete(first.id);
  const second = await client.runs.findOrCreate(run);
  expect(second).toMatchObject({ id: first.id, lifecycleStage: 'deleted' });
});

test('a tag is replaced, and one that the server would cut is refused', async () => {
  const { id } = await start('run');
  await client.runs.setTag(id, 'seesaw.health', 'ok');
  await client.runs.setTag(id, 'seesaw.health', 'd-wins');
  expect((await client.runs.get(id)).tags['seesaw.health']).toBe('d-wins');
  await expect(client.runs.setTag(id, 'long', 'x'.repeat(8001))).rejects.toMatchObject({ status: null });
});

test('a run that does not exist, or is deleted, is refused with the code of the server', async () => {
  await expect(client.runs.get('0'.repeat(32))).rejects.toMatchObject({
    name: 'MlflowRefused',
    errorCode: 'RESOURCE_DOES_NOT_EXIST',
    status: 404,
  });
  const { id } = await start('run');
  await client.runs.delete(id);
  await expect(client.runs.update(id, { status: 'FINISHED' })).rejects.toMatchObject({
    errorCode: 'INVALID_PARAMETER_VALUE',
  });
});
