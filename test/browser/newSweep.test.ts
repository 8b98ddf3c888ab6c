import { expect } from 'vitest';
import { api } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { kpi, loadedAt, seesProgress, showsState, trialShowsState } from './sweepPage.ts';

test('a sweep described in the form is launched, moves on its page without a reload and ends with a score', async ({
  open,
}) => {
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:ring-mlp');
  await page.getByLabel('name', { exact: true }).fill('from-the-form');
  await page.getByLabel('at once').fill('2');
  await page.getByLabel('How lr_ratio is set').selectOption('default');
  await page.getByLabel('d_steps, values separated by commas').fill('1, 2');
  await page.getByText('Network, training, watching').click();
  for (const [name, value] of [
    ['steps', '300'],
    ['batch_size', '64'],
    ['log_every', '20'],
    ['sample_every', '100'],
  ] as const) {
    await page.getByLabel(`How ${name} is set`).selectOption('fixed');
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Sweep file (YAML)' }).textContent())
    .toMatch(/name: from-the-form[\s\S]*d_steps: .*1, 2[\s\S]*steps:\s*\{?\s*value: 300/);

  await page.getByRole('button', { name: 'Launch 2 trials' }).click();
  await page.getByRole('heading', { name: 'from-the-form', level: 1 }).waitFor();
  const loaded = await loadedAt(page);
  await showsState(page, 'running');
  await seesProgress(page, 1, 300);
  await screenshot(page, 'sweep-running');
  await showsState(page, 'completed');
  for (const number of [1, 2]) await trialShowsState(page, number, 'completed');
  expect(await kpi(page, 'trials').first().textContent()).toBe('2 / 2');
  expect(Number(await kpi(page, 'best eval/score').textContent())).toBeGreaterThan(0);
  expect(await loadedAt(page)).toBe(loaded);
});

test('a mistake in the sweep file is marked at its line with a suggestion and cannot be launched; corrected, it runs', async ({
  open,
}) => {
  const good = ringSweep({ name: 'from-the-file', steps: 60 });
  const page = await open('/new');
  const file = page.getByRole('textbox', { name: 'Sweep file (YAML)' });
  await file.fill(good.replace('batch_size', 'batchsize'));
  const problem = page.getByRole('button', { name: /^✕ 12:3 .*batchsize.*Did you mean batch_size\?/ });
  await problem.waitFor();
  expect(await file.locator('.cm-line', { has: page.locator('.cm-lintRange-error') }).allInnerTexts()).toEqual([
    '  batchsize: {value: 64}',
  ]);
  const launch = page.getByRole('button', { name: /^Launch/ });
  expect(await launch.textContent()).toBe('Launch');
  expect(await launch.isDisabled()).toBe(true);
  await problem.click();
  expect(await page.locator('.cm-activeLine').textContent()).toContain('batchsize');

  await file.fill(good);
  await page.getByRole('button', { name: 'Launch 1 trial' }).click();
  await page.getByRole('heading', { name: 'from-the-file', level: 1 }).waitFor();
  await showsState(page, 'completed');
  expect((await api.sweeps()).items.filter((sweep) => sweep.name === 'from-the-file')).toHaveLength(1);
});
