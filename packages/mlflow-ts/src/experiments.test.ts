import { randomUUID } from 'node:crypto';
import { testMlflow } from '@seesaw/local/testServices';
import { beforeAll, expect, test } from 'vitest';
import { createMlflowClient, type MlflowClient } from './client.ts';
import { MlflowRefused } from './errors.ts';

let client: MlflowClient;
beforeAll(async () => {
  client = createMlflowClient({ baseUrl: (await testMlflow()).url });
}, 300_000);

test('a healthy server tells its version', async () => {
  expect((await client.health()).version).toMatch(/^3\.\d+\.\d+/);
});

test('an experiment is made once and found after that', async () => {
  const name = `exp ${randomUUID()}`;
  expect(await client.experiments.findByName(name)).toBeNull();
  const made = await client.experiments.getOrCreate(name);
  expect(made).toMatchObject({ name, lifecycleStage: 'active', artifactLocation: `mlflow-artifacts:/${made.id}` });
  expect(await client.experiments.getOrCreate(name)).toEqual(made);
});

test('callers at the same moment get the same experiment', async () => {
  const name = `exp ${randomUUID()}`;
  const found = await Promise.all(Array.from({ length: 8 }, () => client.experiments.getOrCreate(name)));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
});

test('a deleted experiment is restored, by any number of callers at once', async () => {
  const name = `exp ${randomUUID()}`;
  const { id } = await client.experiments.getOrCreate(name);
  await client.experiments.delete(id);
  await client.experiments.delete(id);
  expect(await client.experiments.findByName(name)).toMatchObject({ id, lifecycleStage: 'deleted' });
  const found = await Promise.all(Array.from({ length: 4 }, () => client.experiments.getOrCreate(name)));
  expect(found.map(({ id, lifecycleStage }) => ({ id, lifecycleStage }))).toEqual(
    Array.from({ length: 4 }, () => ({ id, lifecycleStage: 'active' })),
  );
});

test('a name that the server would refuse is refused before it is sent', async () => {
  await expect(client.experiments.getOrCreate('')).rejects.toBeInstanceOf(MlflowRefused);
  await expect(client.experiments.getOrCreate('x'.repeat(501))).rejects.toMatchObject({ status: null });
});
