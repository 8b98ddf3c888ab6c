import { expect } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { sweepFile } from './sweepFile.ts';
import { kpi } from './sweepPage.ts';

test('trials in one program are asked for in the form, which says what stands in the way', async ({ open }) => {
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:ring-mlp');
  await page.getByLabel('concurrency').fill('2');
  const pack = page.getByLabel('pack', { exact: true });
  await pack.selectOption('8');
  await expect.poll(() => sweepFile(page).textContent()).toMatch(/pack: 8/);
  await page.getByText(/With 2 trials at once, 6 of 8 lanes stay idle/).waitFor();
  await expect.poll(() => kpi(page, 'in one program').textContent()).toMatch(/^8/);
  await pack.selectOption('auto');
  await expect.poll(() => sweepFile(page).textContent()).toMatch(/pack: auto/);
  await page.getByText(/6 of 8 lanes/).waitFor({ state: 'detached' });
  await page.getByText(/pack: auto comes to 1, each trial alone: with layers 128 wide/).waitFor();
  await screenshot(page, 'new-sweep-form-pack');
  await pack.selectOption('');
  await expect.poll(() => sweepFile(page).textContent()).not.toMatch(/pack:/);
});

test('the workers page shows what trains in each lane, a trial in which lane it trained, and the timeline a row for each', async ({
  open,
}) => {
  const training = { steps: 1_000_000, everySteps: 1_000_000, seeds: [1, 2], concurrency: 2 };
  const { id } = await api.createSweep(ringSweep({ name: 'in-lanes', ...training, extra: '\npack: 3\n' }));
  for (const number of [1, 2]) await trialPassed(id, 20, number);
  const page = await open('/workers');
  const rows = page.locator('tbody tr').filter({ hasText: 'in-lanes' });
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByRole('cell', { name: 'free' }).waitFor();
  await screenshot(page, 'workers-lanes');
  await page.getByRole('link', { name: 'trial 0002 of in-lanes' }).click();
  await page.waitForURL(/\/trials\/\d+/);
  await page.goto(`${page.url()}?tab=attempts`);
  await page.getByText(/, slot \d+, lane [012]/).waitFor();
  await page.goto(new URL(`/sweeps/${id}?tab=search&view=slots`, page.url()).href);
  await page.getByRole('img', { name: 'Timeline of slots: 2 rows' }).waitFor();
  await screenshot(page, 'slots-lanes');
  await api.command(id, { kind: 'cancel' });
  await sweepIs(id, ['cancelled']);
});
