import { readFile } from 'node:fs/promises';
import { sweepWorkflowId, trialWorkflowId } from '@seesaw/shared/queues';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { eventually } from '../system/eventually.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';
import { showsState, trialRow } from './sweepPage.ts';

const sobol = (name: string, more = '') => functionSweep(`name: ${name}\nmethod: sobol\nrun_cap: 3${more}`, '');

test('a pool that nobody serves is said on both pages; places, priority and single trials are changed meanwhile', async ({
  open,
}) => {
  const { id } = await api.createSweep(sobol('nobody-trains', '\npool: nobody\nconcurrency: 2'));
  const page = await open(`/sweeps/${id}`);
  await page.getByText('npx --no seesaw worker start --pool nobody').waitFor();
  await choose(page, 'Places and priority…');
  await page.getByLabel('trials at once').fill('7');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await acknowledged(page, '7 at once');
  await choose(page, 'Places and priority…');
  await page.getByLabel(/priority in pool/).selectOption('1');
  await acknowledged(page, 'Priority 1');
  expect(await api.sweep(id)).toMatchObject({ concurrency: 7, priority: 1 });

  const trial = await api.trial(id, 1);
  await page.goto(new URL(`/trials/${trial.id}`, page.url()).href);
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('button', { name: 'Skip the trial' }).click();
  await acknowledged(page, 'Skip');
  await page.locator('.title').getByText('skipped').waitFor();

  await page.goto(new URL('/workers', page.url()).href);
  await page.getByText(/2 trials wait for one, of 1 sweep/).waitFor();
  await page.getByText('npx --no seesaw worker start --pool nobody').waitFor();
  const served = page.getByRole('row').filter({ hasText: 'default' });
  await expect.poll(() => served.getByRole('cell').allInnerTexts()).toEqual(['default', '1', '0 / 2', '0', '0']);
  await api.command(id, { kind: 'cancel' });
  await sweepIs(id, ['cancelled']);
});

test('an ended sweep is extended, exported, archived, brought back and deleted from its page', async ({ open }) => {
  const { id } = await api.createSweep(sobol('to-operate'));
  await sweepIs(id, ['completed']);
  // What was asked for just before the sweep was deleted finds nothing.
  const page = await open(`/sweeps/${id}`, { expected: new RegExp(`status of 404 .*/sweeps/${id}`) });
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Extend to-operate' });
  expect(await dialog.getByRole('button', { name: 'Extend', exact: true }).isDisabled()).toBe(true);
  await dialog.getByLabel('more trials').fill('2');
  await dialog.getByText('Wider bounds').click();
  await dialog.getByLabel('Largest x1').fill('20');
  await dialog.getByRole('button', { name: 'Extend', exact: true }).click();
  await acknowledged(page, 'Extend');
  await trialRow(page, 5).waitFor();
  await showsState(page, 'completed');

  await choose(page, 'Checkpoints to keep…');
  await page.getByLabel('So many of the newest').fill('5');
  await page.getByRole('button', { name: 'Keep the newest 5' }).click();
  await acknowledged(page, 'Checkpoints to keep');
  expect((await api.sweep(id)).definition.checkpoint.keep).toBe(5);

  const download = page.waitForEvent('download');
  await choose(page, 'Trials as CSV');
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trimEnd().split('\n')).toHaveLength(6);

  await choose(page, 'Archive');
  await acknowledged(page, 'Archive');
  await page.goto(new URL('/sweeps', page.url()).href);
  await page.getByLabel('Which sweeps').waitFor();
  expect(await page.getByText('to-operate').count()).toBe(0);
  await page.getByLabel('Which sweeps').selectOption('only');
  await page.getByRole('link', { name: 'to-operate' }).click();
  await choose(page, 'Take out of the archive');
  await acknowledged(page, 'Taking it out of the archive');

  await choose(page, 'Delete…');
  await page.getByRole('button', { name: 'Delete for ever' }).click();
  await page.getByRole('heading', { name: 'Sweeps', level: 1 }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'to-operate' }).count()).toBe(0);
});

test('pages lead to the run in MLflow and to the workflow in Temporal', async ({ open }) => {
  const { id } = await api.createSweep(sobol('to-follow-on'));
  await sweepIs(id, ['completed']);
  const { mlflowRunId: parent } = await eventually('the sweep to be mirrored', async () => {
    const row = await api.sweep(id);
    return row.mlflowRunId !== null && row;
  });
  const { id: trialId, mlflowRunId: child } = await eventually('a trial to be mirrored', async () => {
    const row = await api.trial(id, 1);
    return row.mlflowRunId !== null && row;
  });
  const page = await open(`/sweeps/${id}?tab=config`);
  expect(await page.getByRole('link', { name: 'parent run' }).getAttribute('href')).toContain(`/runs/${parent}`);
  // Temporal's own page is not known here: the id is what there is to search for.
  const workflow = page.getByRole('button', { name: 'Workflow id' });
  expect(await workflow.getAttribute('title')).toContain(sweepWorkflowId(id));
  await page.goto(new URL(`/trials/${trialId}`, page.url()).href);
  expect(await page.getByRole('link', { name: 'MLflow ↗' }).getAttribute('href')).toContain(`/runs/${child}`);
  expect(await workflow.getAttribute('title')).toContain(trialWorkflowId(id, 1));
});

test('tags and notes are written on both pages, kept, and find what they belong to', async ({ open }) => {
  const { id } = await api.createSweep(sobol('to-remark'));
  await sweepIs(id, ['completed']);
  const page = await open(`/sweeps/${id}`);
  await remark(page, { tags: 'paper, final', notes: 'Two lines\nof notes' });
  await page.reload();
  await page.getByText('# final').waitFor();
  expect(await page.locator('.remark .notes').textContent()).toBe('Two lines\nof notes');
  const trial = await api.trial(id, 2);
  await page.goto(new URL(`/trials/${trial.id}`, page.url()).href);
  await remark(page, { tags: 'odd', notes: '' });
  await page.goto(new URL(`/sweeps/${id}?tab=table&q=tags+~+"odd"`, page.url()).href);
  await page.getByText('1 of 3 match').waitFor();
  await trialRow(page, 2).waitFor();
  await page.goto(new URL('/sweeps?q=%23paper', page.url()).href);
  await page.getByRole('link', { name: 'to-remark' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
});

test('the first error of a log is found whatever the filter hides, and levels are "and above"', async ({ open }) => {
  const { id } = await api.createSweep(ringSweep({ name: 'to-fail', steps: 2_000, everySteps: 20 }));
  const { id: trialId } = await trialPassed(id, 100);
  process.kill(await childOf(trialId), 'SIGKILL');
  await sweepIs(id, ['completed']);
  const page = await open(`/trials/${trialId}?tab=logs&find=^Completed`);
  const error = page.locator('.logs .line.error');
  await page.getByText('Completed 2000 steps.').waitFor();
  expect(await error.count()).toBe(0);
  await page.getByRole('button', { name: 'First error' }).click();
  await expect.poll(() => inView(error)).toBe(true);
  expect(await error.textContent()).toContain('SIGKILL');
  expect(new URL(page.url()).searchParams.has('find')).toBe(false);
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect.poll(() => inView(error)).toBe(false);
  await page.getByRole('combobox', { name: 'Level' }).selectOption('warn');
  await error.waitFor();
  expect(await page.locator('.logs .line.info').count()).toBe(0);
});

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

function acknowledged(page: Page, words: string): Promise<void> {
  return page.getByText(`✓ ${words} acknowledged.`).waitFor();
}

async function remark(page: Page, { tags, notes }: { tags: string; notes: string }): Promise<void> {
  await page.getByRole('button', { name: /^\+ tags, notes/ }).click();
  await page.getByLabel('tags, with commas').fill(tags);
  await page.getByLabel('notes').fill(notes);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`# ${tags.split(', ')[0]}`).waitFor();
}

/** Whether the text is inside of what its scroll box shows. */
async function inView(line: Locator): Promise<boolean> {
  const [box, own] = await Promise.all([line.page().getByRole('log').boundingBox(), line.boundingBox()]);
  return box !== null && own !== null && own.y >= box.y && own.y + own.height <= box.y + box.height;
}
