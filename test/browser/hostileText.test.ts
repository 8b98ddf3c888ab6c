import { expect, inject } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';

const name = '<img src=x onerror=alert(1)>';

test('a name that holds markup is text on every page', async ({ open }) => {
  const yaml = ringSweep({ name: `'${name}'`, steps: 40 }).replace('recipe:', `description: 'Also ${name}'\nrecipe:`);
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const [trial] = await api.trials(id);
  const remark = { tags: [name.replaceAll(',', '')], notes: `Noted ${name}` };
  await api.remark(`/sweeps/${id}`, remark);
  await api.remark(`/trials/${trial?.id}`, remark);
  const failed = await failedTrial();
  const page = await open('/sweeps');
  for (const [path, text] of [
    ['/sweeps', name],
    [`/sweeps/${id}`, `Also ${name}`],
    [`/sweeps/${id}?tab=config`, name],
    [`/sweeps/${id}`, `Noted ${name}`],
    [`/sweeps/${id}?tab=table&cols=tags,notes,score`, `Noted ${name}`],
    [`/sweeps?q=%23${encodeURIComponent(name.slice(0, 4))}`, `# ${name}`],
    [`/trials/${trial?.id}`, `Noted ${name}`],
    [`/trials/${failed.id}?tab=logs`, `Trains mnist-bce on image-folder:${name}`],
    [`/trials/${failed.id}?tab=logs&level=error`, name],
    [`/trials/${failed.id}?tab=attempts`, name],
    [`/sweeps/${failed.sweepId}?tab=events`, name],
    [`/compare?trials=${trial?.id}`, 'What differs'],
    [`/new?clone=${id}`, `${name}-2`],
  ] as const) {
    await page.goto(new URL(path, inject('endpoints').apiUrl).href);
    await page.getByText(text).first().waitFor();
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  }
});

/** Its data lie in a folder of that name, which there is not: the trainer says so in its log. */
async function failedTrial() {
  const { id } = await api.createSweep(`name: no-such-folder
recipe: mnist-bce
dataset: 'image-folder:${name}'
method: grid
metric: {name: train/d_loss, goal: minimize}
parameters:
  steps: {value: 10}
  lr_d: {values: [0.0002]}
`);
  await sweepIs(id, ['completed', 'failed']);
  const [trial] = await api.trials(id);
  if (trial?.state !== 'failed') throw new Error(`Trial 1 of ${id} is ${trial?.state}, and should have failed`);
  return trial;
}
