import { openClient } from '@seesaw/store/connection/openClient';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { fillSweep } from '../bench/read/fillSweep.ts';
import { type EmptySystem, emptySystem } from '../system/emptySystem.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { trialRow } from './sweepPage.ts';

/** More than a page reads whole rows of. */
const trials = 1200;
/** The best one is none of the first thousand. */
const bestNumber = 1150;
let system: EmptySystem;
let sweep: string;
let bestId: number;

beforeAll(async () => {
  system = await emptySystem();
  const { databaseUrl, store } = system;
  const sql = openClient({ databaseUrl, applicationName: 'fill', maxConnections: 1, statementTimeoutMs: 0 });
  try {
    const sweepId = await fillSweep({ store, sql, trials });
    const [evidence, advice] = ['D is right almost always', 'Raise `lr_g`'];
    const [best] = await sql<{ id: number }[]>`
      update trials set state = 'completed', score = 0, health_evidence = ${evidence}, health_advice = ${advice}
      where sweep_id = ${sweepId} and number = ${bestNumber} returning id`;
    bestId = best!.id;
    // The last one with the verdict that most have; the page has no whole row of it.
    await sql`update trials set health = 'collapse' where sweep_id = ${sweepId} and number > 1`;
    await sql`
      update trials set health_evidence = ${evidence}, health_advice = ${advice}
      where sweep_id = ${sweepId} and number = ${trials}`;
    sweep = `${system.url}/sweeps/${sweepId}`;
  } finally {
    await sql.end();
  }
});
afterAll(() => system.stop());

test('of more trials than a page reads whole, the best of all are shown and the map holds every one', async ({
  open,
}) => {
  const page = await open('/sweeps');
  const asked = page.waitForRequest((request) => {
    const body = /\/curves/.test(request.url()) ? (request.postDataJSON() as { trialIds: number[] }) : undefined;
    return body?.trialIds.includes(bestId) === true;
  });
  await page.goto(`${sweep}?x=lr_d&y=lr_g`);
  await asked;
  await trialRow(page, bestNumber).waitFor();
  const cells = mapOf(page).getByRole('button');
  await expect.poll(async () => sum(await countsOf(cells))).toBe(trials);
  // Both knobs were searched on log scales: no column of the map has nearly all.
  const byColumn = new Map<string, number>();
  for (const name of await namesOf(cells)) {
    const column = /lr_d (\S+)/.exec(name)?.[1] ?? '';
    byColumn.set(column, (byColumn.get(column) ?? 0) + trialsIn(name));
  }
  expect(byColumn.size).toBe(8);
  expect(Math.max(...byColumn.values())).toBeLessThan(trials / 4);
  await page.getByText(`Collapse in ${(trials - 1).toLocaleString('en-US')} of 1,200 trials:`).waitFor();
  await page.getByText(`Raise lr_g. (trial ${trials})`).waitFor();
  await screenshot(page, 'large-overview');
});

test('a metric of more than one chart is chosen in its title, which stays whole', async ({ open }) => {
  const page = await open(`${sweep}?metric=eval/score&metric2=train/d_loss`);
  const [first, second] = [page.getByLabel('Metric').nth(0), page.getByLabel('Metric').nth(1)];
  await first.selectOption('balance/d_accuracy');
  await page.waitForURL(/metric=balance\/d_accuracy/);
  expect(await second.inputValue()).toBe('train/d_loss');
  const [needed = 0, has = 0] = await page.evaluate<[number, number]>(`(() => {
    const select = document.querySelector('select[aria-label="Metric"]');
    const ctx = document.createElement('canvas').getContext('2d');
    ctx.font = getComputedStyle(select).font;
    return [ctx.measureText(select.value).width, select.clientWidth];
  })()`);
  expect(has).toBeGreaterThan(needed + 12);
});

test('the views of a search draw all trials, and say what they show in small print', async ({ open }) => {
  const page = await open(`${sweep}?tab=search&view=contour&sx=lr_d&sy=lr_g`);
  await page.getByRole('img', { name: /^eval\/score over lr_d and lr_g: .*; 1200 trials$/ }).waitFor();
  const small = page.getByText(/^Between the trials: their mean rank/);
  await small.waitFor();
  // The style sheet that search and curves share came with the view.
  expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.curve-head')).display`)).toBe('flex');
  expect(await page.getByText(/the first .* trials/).count()).toBe(0);
});

function mapOf(page: Page): Locator {
  return page.getByRole('group', { name: /^Balance map: lr_d across, lr_g up/ });
}

function namesOf(cells: Locator): Promise<string[]> {
  return cells.evaluateAll((all) => all.map((cell) => String(cell.getAttribute('aria-label'))));
}

async function countsOf(cells: Locator): Promise<number[]> {
  return (await namesOf(cells)).map(trialsIn);
}

/** Of a cell, by its words: those that it names and those that it counts. */
function trialsIn(name: string): number {
  const [, words = ''] = name.split('; trials ');
  return (words.match(/\d{4}/g)?.length ?? 0) + Number(/and ([\d,]+) more/.exec(words)?.[1]?.replace(',', '') ?? 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
