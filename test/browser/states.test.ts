import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { emptySystem } from '../system/emptySystem.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { graveFindings } from './axe.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { trialRow } from './sweepPage.ts';

const cut = /net::ERR|Failed to load resource/;

test('a page whose connection is cut keeps what it knows, says that it is old, and goes on by itself', async ({
  open,
}) => {
  const { id } = await api.createSweep(functionSweep('name: to-cut\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const page = await open(`/sweeps/${id}`, { expected: cut });
  await trialRow(page, 2).waitFor();
  await page.getByRole('checkbox', { name: 'Select trial 2', exact: true }).check();
  // An emulated network keeps streams that are open: this one is opened anew, and nothing else is answered any more.
  await page.route('**/api/v1/events*', (route) => route.abort());
  await page.reload();
  await trialRow(page, 2).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.getByText('Not live.').waitFor();
  expect(await trialRow(page, 2).count()).toBe(1);
  await screenshot(page, 'cut-desktop-light');
  await page.unroute('**/api/**');
  await page.unroute('**/api/v1/events*');
  await page.getByText('Not live.').waitFor({ state: 'hidden' });
  await api.command(id, { kind: 'extend', trials: 1 });
  await trialRow(page, 3).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Select trial 2', exact: true }).isChecked()).toBe(true);
});

test('without Seesaw nobody knows who else answers, and settings say so', async ({ open }) => {
  const page = await open('/settings', { expected: cut });
  await page.getByText('answers').first().waitFor();
  // As above: an open stream would outlive the cut.
  await page.route('**/api/v1/events*', (route) => route.abort());
  await page.reload();
  await page.getByRole('row', { name: /Seesaw.*not live/ }).waitFor();
  for (const part of ['Postgres', 'Temporal', 'MLflow', 'Trainers'])
    await page.getByRole('row', { name: new RegExp(`${part}.*not known`) }).waitFor();
  expect(await page.getByText('answers').count()).toBe(0);
  await page.getByRole('link', { name: 'Workers', exact: true }).first().click();
  await page.getByText('not known now:').waitFor();
  await page.getByText('when last heard of: alive').first().waitFor();
});

test('a command that nobody answers is not called refused: it may have been heard', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: to-speak-to\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const page = await open(`/sweeps/${id}`, { expected: cut });
  await trialRow(page, 2).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  await page.getByLabel('more trials').fill('1');
  await page.getByRole('dialog').getByRole('button', { name: 'Extend', exact: true }).click();
  await page.getByText('Extend unanswered.').waitFor();
  await page.getByText(/When it is back, this page shows whether it was heard/).waitFor();
});

test('a server that does not answer is said on every page, with what to do', async ({ open }) => {
  const page = await open('/sweeps', { expected: cut });
  await page.getByRole('heading', { name: 'Sweeps', level: 1 }).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  for (const path of ['/sweeps', '/sweeps/any', '/trials/1', '/compare?trials=1', '/new', '/workers', '/settings'])
    await looks(page, path, 'Seesaw does not answer.');
  expect(await graveFindings(page)).toEqual([]);
});

test('a page whose code was never loaded says that nobody answers, and comes when somebody does', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: to-come-to\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const page = await open('/sweeps', { expected: new RegExp(`${cut.source}|Seesaw does not answer`) });
  const row = page.getByRole('link', { name: 'to-come-to' });
  await row.waitFor();
  await page.route('**/*', (route) => route.abort());
  await row.click();
  await page.getByText('Seesaw does not answer.').waitFor();
  await page.getByRole('link', { name: 'Workers' }).click();
  await page.waitForURL(/\/workers/);
  await page.getByText('Seesaw does not answer.').waitFor();
  await page.unroute('**/*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();
});

test('a system in which nothing was ever made says on every page what to do next', async ({ open }) => {
  const { url, stop } = await emptySystem();
  onTestFinished(stop);
  const page = await open(`${url}/sweeps`);
  await looks(page, '/sweeps?archived=only', 'No sweep is archived.');
  await looks(page, '/compare', 'Nothing to compare yet.');
  await looks(page, '/workers', 'No trainer is there.');
  await looks(page, '/settings', 'none is there');
  await looks(page, '/sweeps', 'No sweep yet.');
  expect(await graveFindings(page)).toEqual([]);
});

test('what is set on a page is kept under a name and found again, and forgotten when asked', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: to-name\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const page = await open(`/sweeps/${id}?tab=table&q=number+%3D%3D+2`);
  await trialRow(page, 2).waitFor();
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Keep this view…' }).click();
  await page.getByLabel('name').fill('the second');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'View: the second' }).waitFor();
  await page.goto(new URL(`/sweeps/${id}`, page.url()).href);
  await trialRow(page, 1).waitFor();
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'the second' }).click();
  await page.getByText('1 of 2 match').waitFor();
  await page.getByRole('button', { name: 'View: the second' }).click();
  await page.getByRole('menuitem', { name: 'Forget “the second”' }).click();
  await page.getByRole('button', { name: 'Views', exact: true }).waitFor();
});

async function looks(page: Page, path: string, has: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByText(has).first().waitFor();
  await screenshot(page, `state-${has}-${path}`.replaceAll(/[^\w]+/g, '-'));
}
