import { beforeAll, expect, inject } from 'vitest';
import { graveFindings } from './axe.ts';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';
import { screenshot } from './screenshot.ts';
import { settled } from './settled.ts';
import { trialRow } from './sweepPage.ts';

interface Look {
  readonly name: string;
  readonly path: string;
  /** A text that stands there only once the page has its data. */
  readonly has: string | RegExp;
  /** Made of the same parts as the one before: axe, which takes its time, looks at one of them. */
  readonly isAlike?: true;
}

let looks: readonly Look[] = [];

beforeAll(async () => {
  const { id, trials } = await finishedSweep('to-look-at');
  const ids = trials.map((trial) => trial.id);
  looks = [
    { name: 'sweeps', path: '/sweeps', has: 'to-look-at' },
    { name: 'new-sweep', path: '/new?start=recipe:mnist-bce', has: /^6 trials/ },
    { name: 'new-sweep-asha', path: '/new?start=example:asha', has: /^27 trials/, isAlike: true },
    { name: 'new-sweep-pbt', path: '/new?start=example:pbt', has: /^8 trials/, isAlike: true },
    { name: 'sweep-overview', path: `/sweeps/${id}`, has: '2 trials' },
    { name: 'sweep-curves', path: `/sweeps/${id}?tab=curves`, has: /of \d+ points/ },
    { name: 'sweep-search', path: `/sweeps/${id}?tab=search`, has: /^2 trials/ },
    { name: 'sweep-importance', path: `/sweeps/${id}?tab=search&view=importance`, has: /^Too few results: 2/ },
    { name: 'sweep-slots', path: `/sweeps/${id}?tab=search&view=slots`, has: 'Timeline of slots' },
    { name: 'sweep-samples', path: `/sweeps/${id}?tab=samples`, has: 'same z everywhere' },
    { name: 'sweep-config', path: `/sweeps/${id}?tab=config`, has: /nonsaturating/ },
    { name: 'sweep-events', path: `/sweeps/${id}?tab=events`, has: /to-look-at is completed/ },
    { name: 'trial', path: `/trials/${ids[0]}`, has: 'same z everywhere' },
    { name: 'trial-explore', path: `/trials/${ids[0]}?tab=explore`, has: '5 of 5 kept steps' },
    { name: 'trial-logs', path: `/trials/${ids[0]}?tab=logs`, has: /Evaluated: score/ },
    { name: 'trial-checkpoints', path: `/trials/${ids[0]}?tab=checkpoints`, has: /global_step_100/ },
    { name: 'compare', path: `/compare?trials=${ids.join(',')}`, has: 'Last values' },
    { name: 'trial-config', path: `/trials/${ids[0]}?tab=config`, has: 'config hash' },
    { name: 'nothing-there', path: '/nowhere', has: 'There is no such page.' },
    { name: 'workers', path: '/workers', has: /slot/ },
    { name: 'settings', path: '/settings', has: /answers/ },
  ];
});

/** What another scheme can change. */
const differing = { light: undefined, dark: ['color-contrast'] };

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

test.for([
  { colorScheme: 'light', viewport: desktop, device: 'desktop' },
  { colorScheme: 'dark', viewport: desktop, device: 'desktop' },
  { colorScheme: 'dark', viewport: phone, device: 'phone' },
] as const)(
  'every page fits a $device in $colorScheme colours without scrolling sideways',
  async ({ colorScheme, viewport, device }, { open }) => {
    const page = await open('/sweeps', { colorScheme, viewport });
    for (const look of looks) {
      await page.goto(new URL(look.path, inject('endpoints').apiUrl).href);
      await settled(page, look.has);
      await screenshot(page, `${look.name}-${device}-${colorScheme}`);
      expect(await page.evaluate<number>(sidewaysScroll), look.name).toBe(0);
      if (device === 'desktop' && look.isAlike !== true)
        expect(await graveFindings(page, differing[colorScheme]), look.name).toEqual([]);
      const brightness = await page.evaluate<number>(backgroundBrightness);
      if (colorScheme === 'dark') expect(brightness, look.name).toBeLessThan(0.3);
      else expect(brightness, look.name).toBeGreaterThan(0.7);
    }
  },
);

test.for([360, 320])('no page scrolls sideways on the narrowest of phones, of %i px', async (width, { open }) => {
  const page = await open('/sweeps', { viewport: { width, height: 740 } });
  const wide: string[] = [];
  for (const look of looks) {
    await page.goto(new URL(look.path, inject('endpoints').apiUrl).href);
    await settled(page, look.has);
    const beyond = await page.evaluate<number>(sidewaysScroll);
    if (beyond > 0) wide.push(`${look.name} ${beyond} px`);
  }
  expect(wide).toEqual([]);
});

test('the list of sweeps shows name, state and best score on a phone without scrolling', async ({ open }) => {
  const page = await open('/sweeps', { viewport: phone });
  const row = page.getByRole('row').filter({ hasText: 'to-look-at' }).first();
  await row.getByText('completed', { exact: true }).waitFor({ state: 'attached' });
  const cells = await row.getByRole('cell').all();
  const boxes = (await Promise.all(cells.map((cell) => cell.boundingBox()))).filter((box) => box !== null);
  expect(boxes.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...boxes.map((box) => box.x + box.width))).toBeLessThanOrEqual(phone.width);
});

test('on a phone names of columns stand over their columns, and the tab that is open is in sight', async ({ open }) => {
  const { path } = looks.find(({ name }) => name === 'sweep-overview')!;
  const page = await open(`${path}?tab=table`, { viewport: phone });
  const row = trialRow(page, 1);
  await row.waitFor();
  const number = await row.getByRole('cell').nth(1).boundingBox();
  const name = await page.locator('th[data-column="number"]').boundingBox();
  expect(name?.x).toBe(number?.x);
  await page.goto(new URL(`${path}?tab=events`, page.url()).href);
  const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Events' });
  await tab.waitFor();
  await expect
    .poll(async () => {
      const [inner, outer] = [await tab.boundingBox(), await tab.locator('..').boundingBox()];
      return inner !== null && outer !== null && inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
    })
    .toBe(true);
});

test('the choice of colours is kept over a reload', async ({ open }) => {
  const page = await open('/sweeps', { colorScheme: 'light' });
  await page.getByRole('button', { name: 'Colours: as the system. Change to light' }).click();
  await page.getByRole('button', { name: 'Colours: light. Change to dark' }).click();
  await page.getByRole('button', { name: 'Colours: dark. Change to as the system' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Colours: dark. Change to as the system' }).waitFor();
  expect(await page.evaluate<number>(backgroundBrightness)).toBeLessThan(0.3);
});

/** Pixels that the page is wider than its window. */
const sidewaysScroll = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Of the page's background, from 0 (black) to 1 (white). */
const backgroundBrightness = `Math.max(...getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)) / 255`;
