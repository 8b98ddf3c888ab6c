import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { test } from './dashboardTest.ts';
import { everyChartHasLines } from './everyChartHasLines.ts';
import { finishedSweep } from './finishedSweep.ts';
import { screenshot } from './screenshot.ts';
import { trialRow } from './sweepPage.ts';

let id: string;

beforeAll(async () => {
  ({ id } = await finishedSweep('to-overlay'));
  // The same trials go on: a second attempt in every curve.
  await api.command(id, { kind: 'extend', steps: 125 });
  await sweepIs(id, ['completed']);
});

test('charts are put together, trials chosen by a filter, and the axis changed: all of it stays in the address', async ({
  open,
}) => {
  const page = await open(`/sweeps/${id}?tab=curves&charts=train/d_loss`);
  const chart = (words: RegExp) => page.getByRole('img', { name: words });
  await chart(/^train\/d_loss over steps.*Resumed: .*0002 as attempt 2 at 100/).waitFor();
  await page.getByLabel('Which trials').selectOption('match');
  await page.getByText('all 2 that match').waitFor();
  await page.getByLabel('Add a chart').selectOption('train/g_loss');
  await chart(/^train\/g_loss over steps/).waitFor();
  await page.getByRole('button', { name: 'Move back train/g_loss' }).click();
  await page.waitForURL(/charts=train\/g_loss,train\/d_loss/);
  await page.getByLabel('x axis').selectOption('relative');
  await chart(/^train\/g_loss over time since the trial began.*0001 [\d.]+.*0002/).waitFor();
  await page.getByRole('combobox', { name: 'Filter trials' }).fill('loss == "lsgan"');
  await page.getByText('all 1 that match').waitFor();
  await page.getByRole('button', { name: 'log y' }).click();
  await page.getByLabel('Smoothing').selectOption('0.9');
  await page
    .getByText(/smoothing 0\.9 · log y/)
    .first()
    .waitFor();
  await page.reload();
  await page.getByText('all 1 that match').waitFor();
  await expect.poll(() => page.getByRole('img', { name: / over time since the trial began/ }).count()).toBe(2);
  await page.getByRole('button', { name: 'Remove train/g_loss' }).click();
  await expect.poll(() => page.getByRole('img', { name: / over time/ }).count()).toBe(1);
  await page.getByText(/smoothing 0\.9 · log y/).waitFor();
});

test('a line under the pointer lights up in every chart and in its row; dragging asks for the steps between', async ({
  open,
}) => {
  const page = await open(`/sweeps/${id}?metric=train/d_loss&metric2=train/g_loss`);
  await trialRow(page, 1).waitFor();
  const plot = await plotOf(page, 'train/d_loss');
  // Down the middle, again and again, until the pointer is on a line.
  let part = 0;
  await expect
    .poll(async () => {
      part = (part + 0.05) % 1;
      await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height * part);
      // A chart follows the pointer with the next frame.
      await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      return litRows(page);
    })
    .toBe(1);
  expect(await page.locator('.curve-tip').count()).toBe(2);
  await expect.poll(() => litPixels(page, 'train/d_loss')).toBeGreaterThan(20);
  await expect.poll(() => litPixels(page, 'train/g_loss')).toBeGreaterThan(20);
  await screenshot(page, 'curves-lit');

  // The other way round: a row lights up its curves.
  await page.mouse.move(0, 0);
  await expect.poll(() => litPixels(page, 'train/d_loss')).toBe(0);
  await trialRow(page, 2).hover();
  await expect.poll(() => litPixels(page, 'train/d_loss')).toBeGreaterThan(20);

  await page.mouse.move(plot.x + plot.width * 0.25, plot.y + 20);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.6, plot.y + 40, { steps: 4 });
  const [request] = await Promise.all([page.waitForRequest(/\/curves\/compact$/), page.mouse.up()]);
  const asked = request.postDataJSON() as { fromStep: number; toStep: number };
  expect(asked.fromStep).toBeGreaterThan(20);
  expect(asked.toStep).toBeLessThan(90);
  await page.waitForURL(new RegExp(`zoom=${asked.fromStep}-${asked.toStep}`));
  await page.getByRole('button', { name: 'Reset zoom' }).first().click();
  await expect.poll(() => page.url()).not.toContain('zoom=');
});

/** Where the lines of a chart are drawn, on the screen. */
async function plotOf(page: Page, metric: string) {
  const plot = page.getByRole('img', { name: new RegExp(`^${metric} over`) }).locator('.u-over');
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error(`The chart of ${metric} is not there.`);
  return box;
}

function litRows(page: Page): Promise<number> {
  return page.locator('tr.hovered').count();
}

/** Pixels of the line that is lit up in the chart of a metric. */
function litPixels(page: Page, metric: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const [, canvas] = document.querySelectorAll('[role="img"][aria-label^="${metric} over"] canvas.curve-layer');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let lit = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 150) lit += 1;
    return lit;
  })()`);
}

test('every chart of a trial has its lines on a page that becomes dark while they are drawn', async ({ open }) => {
  const [trial] = await api.trials(id);
  const page = await open(`/trials/${trial!.id}`, { colorScheme: 'dark' });
  for (let load = 0; load < 3; load += 1) {
    if (load > 0) await page.reload();
    await expect.poll(() => page.locator('.u-over').count()).toBeGreaterThan(10);
    await expect.poll(() => page.evaluate<boolean>(everyChartHasLines)).toBe(true);
  }
});
