import { beforeAll, expect } from 'vitest';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';
import { settled } from './settled.ts';

const isOfRows = /\/trials\?.*columns=/;
let sweepId: string;

beforeAll(async () => {
  sweepId = (await finishedSweep('rows-first')).id;
});

test('the first rows are the first question, asked beside the code that draws them, and maps, curves and dialogs come after them', async ({
  open,
}) => {
  const page = await open('/settings');
  const areAsked = page.waitForRequest(isOfRows);
  // The page's own code comes when they are on their way: who asks for them by it would wait for ever.
  await page.route(/assets\/SweepPage-/, async (route) => {
    await areAsked;
    await route.continue();
  });
  await page.goto(new URL(`/sweeps/${sweepId}`, page.url()).href);
  await settled(page, '2 trials');
  await page.getByText('Balance map').waitFor();
  const asked = await page.evaluate<{ path: string; start: number; end: number }[]>(`
    performance.getEntriesByType('resource').map(({ name, startTime, responseEnd }) => {
      const { pathname, search } = new URL(name);
      return { path: pathname + search, start: startTime, end: responseEnd };
    })`);
  const first = (part: RegExp) => {
    const found = asked.find(({ path }) => part.test(path));
    if (found === undefined) throw new Error(`Nobody asked for ${part}: ${asked.map(({ path }) => path).join(' ')}`);
    return found;
  };
  const rows = first(isOfRows);
  expect(asked.filter(({ path, start }) => path.startsWith('/api/') && start < rows.start)).toEqual([]);
  for (const later of [/assets\/OverviewTab-.*\.js/, /assets\/Modal-.*\.js/, /\/catalog/, /\/trials\?.*limit=1000/])
    expect(first(later).start, String(later)).toBeGreaterThan(rows.end);
});

test('a menu that is pressed before its code is there opens with it', async ({ open }) => {
  const page = await open('/settings');
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/assets\/MenuOfButton-/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(new URL(`/sweeps/${sweepId}`, page.url()).href);
  const button = page.getByRole('button', { name: 'All states' });
  await button.click();
  expect(await page.getByRole('menu').count()).toBe(0);
  release?.();
  await page.getByRole('menuitemcheckbox', { name: /completed/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
});
