import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { trialRow } from './sweepPage.ts';

let id: string;

/** Trials of the sweep: half of them with each value of `noise`. */
const trials = 24;

beforeAll(async () => {
  const head = `name: to-sort\nmethod: sobol\nrun_cap: ${trials}\nconcurrency: 4`;
  ({ id } = await api.createSweep(functionSweep(head, '  noise: {values: [0.0, 0.5]}\n')));
  await sweepIs(id, ['completed']);
});

test('a filter is completed, asked of the server, kept in the address, and pointed at where it is wrong', async ({
  open,
}) => {
  const wanted = (await api.trials(id)).filter(({ point, score }) => Number(point.x1) > 0 && (score ?? 0) < 60);
  const page = await open(`/sweeps/${id}?tab=table`);
  await trialRow(page, 1).waitFor();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Filter trials' });
  await field.pressSequentially('x1 > 0 and sco');
  await page.getByRole('option', { name: /^score/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await field.pressSequentially('< 60');
  await page.getByText(`${wanted.length} of ${trials} match`).waitFor();
  expect(await field.inputValue()).toBe('x1 > 0 and score < 60');
  expect(await shownNumbers(page)).toEqual(wanted.map(({ number }) => number).sort((a, b) => a - b));

  await field.press('End');
  await field.pressSequentially(' and nope == 1');
  await page.getByText(/Unknown name nope/).waitFor();
  await page.getByRole('button', { name: 'column 27' }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.reload();
  await page.getByText(`${wanted.length} of ${trials} match`).waitFor();
});

test('columns are chosen, ordered, kept in view and widened, over a reload and for the next visit', async ({
  open,
}) => {
  const page = await open(`/sweeps/${id}?tab=table`);
  await trialRow(page, 1).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Find a column to add').fill('score');
  await page.getByRole('button', { name: '+ eval/score' }).click();
  await page.getByLabel('What is shown of eval/score').selectOption('mean');
  await page.getByRole('button', { name: 'Hide attempt' }).click();
  await page.getByRole('button', { name: 'Keep x1 in view' }).click();
  // The button goes with its column and keeps the focus, at the end of its way too.
  const back = page.getByRole('button', { name: 'x2 to the back' });
  const ahead = page.getByRole('button', { name: 'x2 to the front' });
  const listed = () => page.locator('.column-panel li > .grow').allTextContents();
  const before = await listed();
  await back.focus();
  await page.keyboard.press('Enter');
  await expect.poll(listed).not.toEqual(before);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await listed()).indexOf('x2')).toBe(before.indexOf('x2') + 2);
  await ahead.focus();
  for (let press = 1; press <= before.length; press += 1) {
    if ((await ahead.getAttribute('aria-disabled')) === 'true') break;
    const at = (await listed()).indexOf('x2');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await listed()).indexOf('x2')).toBe(at - 1);
  }
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('x2 to the front');
  while ((await listed()).indexOf('x2') < before.indexOf('x2')) {
    const at = (await listed()).indexOf('x2');
    await back.click();
    await expect.poll(async () => (await listed()).indexOf('x2')).toBe(at + 1);
  }
  expect(await listed()).toEqual(before);
  await page.keyboard.press('Escape');
  const names = ['#', 'x1', 'state', 'eval/score', 'x2', 'noise', 'step', 'mean eval/score'];
  await expect.poll(() => columnNames(page)).toEqual(names);
  await page.getByRole('columnheader', { name: 'mean eval/score' }).getByRole('button').click();
  await page.waitForURL(/sort=-?mean\.eval\/score/);
  const edge = page.getByRole('separator', { name: 'Width of x2' });
  await edge.press('ArrowRight');
  await page.waitForURL(/w=point\.x2%3A\d+/);
  const width = await edge.getAttribute('aria-valuenow');
  await screenshot(page, 'table-columns');

  // Another visit, by the bare address: as it was left.
  await page.goto(new URL(`/sweeps/${id}?tab=table`, page.url()).href);
  await expect.poll(() => columnNames(page)).toEqual(names);
  expect(await edge.getAttribute('aria-valuenow')).toBe(width);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => columnNames(page)).toContain('attempt');
});

test('a heading is dragged to another place, or moved by key, and a drag sorts nothing', async ({ open }) => {
  const page = await open(`/sweeps/${id}?tab=table&cols=state,score,point.x1,step`);
  await trialRow(page, 1).waitFor();
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
  await head('step').dragTo(head('state'), { targetPosition: { x: 5, y: 10 } });
  await expect.poll(() => columnNames(page)).toEqual(['#', 'step', 'state', 'eval/score', 'x1']);
  await page.waitForURL(/cols=step,state/);
  expect(page.url()).not.toContain('sort=');
  // The cells went with their heading.
  const cells = trialRow(page, 1).getByRole('cell');
  const step = (await api.trials(id)).find(({ number }) => number === 1)?.step ?? 0;
  expect(await cells.nth(2).textContent()).toBe(step.toLocaleString('en'));
  await head('x1').getByRole('button').press('Shift+ArrowLeft');
  await expect.poll(() => columnNames(page)).toEqual(['#', 'step', 'state', 'x1', 'eval/score']);
  await head('step').getByRole('button').click();
  await page.waitForURL(/sort=-?step/);
});

test('a heading that is dragged to the edge scrolls the table to a place out of sight', async ({ open }) => {
  const columns = 'state,createdAt,startedAt,endedAt,score,point.x1,point.x2,point.noise,attempt,config.seed,step';
  const page = await open(`/sweeps/${id}?tab=table&cols=${columns}`, { viewport: { width: 800, height: 700 } });
  await trialRow(page, 1).waitFor();
  const box = page.locator('.trial-scroll');
  const edge = (await box.boundingBox())!;
  const head = (await page.getByRole('columnheader', { name: 'state', exact: true }).boundingBox())!;
  const y = head.y + head.height / 2;
  await page.mouse.move(head.x + head.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width - 4, y, { steps: 4 });
  const left = () => box.evaluate(({ scrollLeft, scrollWidth, clientWidth }) => scrollWidth - clientWidth - scrollLeft);
  await expect.poll(left).toBeLessThan(2);
  await page.locator('th.drop-behind').waitFor();
  await page.mouse.up();
  await expect.poll(async () => (await columnNames(page)).at(-1)).toBe('state');
});

test('of a wide table what is in sight is drawn: scrolled aside it shows the last column beside the number', async ({
  open,
}) => {
  const columns = 'state,createdAt,startedAt,endedAt,score,point.x1,point.x2,point.noise,attempt,config.seed,step';
  const page = await open(`/sweeps/${id}?tab=table&cols=${columns}`, { viewport: { width: 800, height: 700 } });
  const row = trialRow(page, 1);
  const step = row.getByTitle(/^of /);
  await row.waitFor();
  expect(await step.count()).toBe(0);
  await page.locator('.trial-scroll').evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await step.waitFor();
  const cell = (at: number) => row.locator(`[aria-colindex="${at}"]`);
  // As many as there are headings: the box, the number and all that were asked for.
  expect(await cell(columns.split(',').length + 2).textContent()).toBe(await step.textContent());
  const box = await page.locator('.trial-scroll').boundingBox();
  const number = await cell(2).boundingBox();
  expect(number?.x).toBeLessThan((box?.x ?? 0) + 60);
  expect(await row.getByText('completed').count()).toBe(0);
});

test('groups show mean, interval and n, and open to their trials, which are compared with a baseline', async ({
  open,
}) => {
  const rows = await api.trials(id);
  const page = await open(`/sweeps/${id}?tab=table&cols=score,point.noise,point.x1`);
  await page.getByRole('button', { name: 'Group by…' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'noise' }).click();
  await page.keyboard.press('Escape');
  await page.getByText(`2 groups · ${trials} trials`).waitFor();
  const calm = rows.filter(({ point }) => point.noise === 0).map(({ score }) => score ?? 0);
  const mean = calm.reduce((sum, score) => sum + score, 0) / calm.length;
  const group = page.getByRole('row').filter({ has: page.getByRole('cell', { name: '0', exact: true }) });
  const cell = group.getByTitle(`mean of ${calm.length}, ± half of its 95 % interval`, { exact: false }).first();
  expect(Number.parseFloat((await cell.textContent())?.replace(',', '') ?? '')).toBeCloseTo(mean, 0);

  await group.getByRole('button', { name: `${calm.length} trials` }).click();
  await expect.poll(() => page.getByRole('checkbox', { name: /^Select trial/ }).count()).toBe(calm.length);
  await page.getByRole('button', { name: 'Baseline' }).click();
  await page.getByRole('menuitem', { name: /^the best/ }).click();
  await page.getByTitle('worse than the baseline').first().waitFor();
  await screenshot(page, 'table-groups');
  await group.getByRole('checkbox', { name: /of the group/ }).check();
  await page.getByText(`${calm.length} selected`).first().waitFor();
});

test('one command goes to all that match, and the report says what became of each trial', async ({ open }) => {
  // No trainer serves the pool: trials wait.
  const head = 'name: told-together\nmethod: sobol\nrun_cap: 9\nconcurrency: 9\npool: nobody';
  const waiting = await api.createSweep(functionSweep(head));
  const page = await open(`/sweeps/${waiting.id}?tab=table&sort=number&q=number+%3E+4`);
  await page.getByText('5 of 9 match').waitFor();
  await page.getByRole('checkbox', { name: 'Select trial 5', exact: true }).check();
  await page.getByRole('button', { name: 'Select all 5 that match' }).click();
  await page.getByRole('button', { name: 'Skip…' }).click();
  const question = page.getByRole('dialog', { name: 'Skip 5 trials?' });
  await question.getByText(/for good/).waitFor();
  await question.getByRole('button', { name: 'Skip 5 trials' }).click();
  await page.getByText('✓ Skip acknowledged.').waitFor();
  const report = page.getByRole('region', { name: 'Report' });
  await report.getByText(/done 5 trials: each is skipped/).waitFor();
  expect((await api.trials(waiting.id)).filter(({ state }) => state === 'skipped')).toHaveLength(5);

  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await trialRow(page, 1).waitFor();
  await page.getByRole('checkbox', { name: 'Select trial 4', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select trial 6', exact: true }).click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').first().waitFor();
  await page.getByRole('button', { name: 'Stop…' }).click();
  await page.getByRole('button', { name: 'Stop 3 trials' }).click();
  await report.getByText(/refused 1 trial is pending, not running/).waitFor();
  await report.getByText('0004').waitFor();
  await report.getByText(/nothing to do 2 trials: each is skipped already/).waitFor();
  await screenshot(page, 'table-report');
  await api.command(waiting.id, { kind: 'cancel' });
});

async function shownNumbers(page: Page): Promise<number[]> {
  const links = await page.getByRole('region', { name: 'Trials' }).getByRole('link').allInnerTexts();
  return links.map(Number).sort((a, b) => a - b);
}

function columnNames(page: Page): Promise<(string | null)[]> {
  return page
    .getByRole('columnheader')
    .all()
    .then((headers) => Promise.all(headers.map((header) => header.getAttribute('aria-label'))))
    .then((names) => names.filter((name) => name !== null));
}
