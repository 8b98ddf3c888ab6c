import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';
import { settled } from './settled.ts';

/** Of JavaScript, as it goes over the wire, until a page that was opened first shows what it has. */
const mostKilobytes = 350;

let sweepId: string;
let trialIds: readonly number[];

beforeAll(async () => {
  const { id, trials } = await finishedSweep('to-weigh');
  sweepId = id;
  trialIds = trials.map((trial) => trial.id);
});

test(`no page fetches more than ${mostKilobytes} kB of JavaScript before it shows what it has`, async ({ open }) => {
  const pages = {
    '/sweeps': 'to-weigh',
    '/new': /^Launch \d/,
    [`/sweeps/${sweepId}`]: '2 trials',
    [`/sweeps/${sweepId}?tab=table`]: '2 trials',
    [`/sweeps/${sweepId}?tab=curves`]: /of \d+ points/,
    [`/sweeps/${sweepId}?tab=search`]: /^2 trials/,
    [`/sweeps/${sweepId}?tab=samples`]: 'same z everywhere',
    [`/trials/${trialIds[0]}`]: 'same z everywhere',
    [`/compare?trials=${trialIds.join(',')}`]: 'Last values',
    '/workers': /slot/,
    '/settings': /answers/,
  };
  const weights: Record<string, number> = {};
  for (const [path, has] of Object.entries(pages)) {
    const page = await open(path);
    await settled(page, has);
    weights[path.replace(sweepId, 'S')] = await kilobytesOfScripts(page);
    await page.close();
  }
  expect(Math.max(...Object.values(weights)), JSON.stringify(weights)).toBeLessThan(mostKilobytes);
});

/** By the browser's own count: as they were sent, compressed. */
function kilobytesOfScripts(page: Page): Promise<number> {
  return page.evaluate<number>(`Math.round(
    performance.getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
  )`);
}
