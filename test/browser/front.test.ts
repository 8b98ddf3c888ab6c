import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';

const yaml = `
name: trade-offs
recipe: function
method: sobol
run_cap: 48
concurrency: 4
metrics: [{name: eval/score, goal: minimize}, {name: eval/score2, goal: minimize}]
parameters: {function: {value: binhkorn}, x1: {min: 0.0, max: 5.0}, x2: {min: 0.0, max: 3.0}}
`;

test('a sweep with two objectives shows its Pareto front, and a dot opens its trial', async ({ open }) => {
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const { items } = await api.front(id);
  const page = await open(`/sweeps/${id}`);
  const plot = page.getByRole('group', { name: `${items.length} of 48 results on the Pareto front` });
  await plot.waitFor();
  const dots = plot.getByRole('link', { name: /, on the front: eval\/score / });
  expect(await dots.count()).toBe(items.length);
  expect(await plot.getByRole('link').count()).toBe(48);
  // The table has both objectives, and marks the same trials.
  for (const name of ['eval/score', 'eval/score2'])
    await page.getByRole('columnheader', { name, exact: true }).waitFor();
  await page.getByRole('table').getByTitle('on the Pareto front').first().waitFor();
  await screenshot(page, 'front');
  await promisesNoGame(page);
  await page.getByRole('button', { name: 'Select the front' }).click();
  await page.getByText(`${items.length} selected`).first().waitFor();

  await dots.first().click();
  await page.waitForURL(/\/trials\/\d+/);
  expect(items.map(({ trialId }) => trialId)).toContain(Number(new URL(page.url()).pathname.split('/')[2]));
  await page.getByRole('heading', { name: 'eval/score', exact: true }).first().waitFor();
  await promisesNoGame(page);
});

/** A formula draws no samples and gets no verdict: the page says nothing of either. */
async function promisesNoGame(page: Page): Promise<void> {
  expect(await page.getByText('No sample yet').count()).toBe(0);
  expect(await page.getByText('Samples', { exact: true }).count()).toBe(0);
  expect(await page.getByText('health', { exact: true }).count()).toBe(0);
}
