import type { SeesawEvent } from '@seesaw/shared/events';
import type { CDPSession } from 'playwright-core';
import { expect } from 'vitest';
import { api } from '../system/api.ts';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';
import { trialRow } from './sweepPage.ts';

/** Eight hours of five events a second, as four slots bring them: each tells its progress once a second at most. */
const events = 8 * 3600 * 5;
const perBatch = 3000;
const batches = events / perBatch;
/** Two hours: the page has come to whatever it keeps, code that became fast included. */
const firstBatches = batches / 4;

test('eight hours of recorded events, replayed as fast as the page takes them, leave its memory as it was', async ({
  open,
}) => {
  const { id } = await finishedSweep('to-watch');
  const recorded = await api.events(id);
  expect(new Set(recorded.map(({ kind }) => kind)).size).toBeGreaterThan(6);
  const page = await open('/sweeps', { expected: /events|ERR_/ });
  let goOn = (): void => undefined;
  const measured = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let taken = -1;
  await page.route('**/api/v1/events*', async (route) => {
    taken += 1;
    if (taken === firstBatches) await measured;
    // A stream on which nothing more comes.
    if (taken === batches) return;
    const first = taken * perBatch;
    const body = Array.from({ length: perBatch }, (_, i) =>
      block({ ...recorded[(first + i) % recorded.length]!, id: first + i + 1 }),
    );
    // It ends with its batch, and the browser comes back for the next one.
    await route.fulfill({ contentType: 'text/event-stream', body: `retry: 50\n\n${body.join('')}` });
  });
  await page.goto(new URL(`/sweeps/${id}`, page.url()).href);
  await trialRow(page, 2).waitFor();
  const devtools = await page.context().newCDPSession(page);
  const heapAfter = async (batch: number) => {
    await expect.poll(() => taken, { timeout: 180_000 }).toBe(batch);
    return heapAtRest(devtools);
  };
  const early = await heapAfter(firstBatches);
  goOn();
  const late = await heapAfter(batches);
  expect(late / early).toBeLessThan(1.1);
});

test('what happens after a page was sent and before its stream begins is seen', async ({ open }) => {
  const { id } = await finishedSweep('to-be-late');
  const page = await open('/workers');
  let begin = (): void => undefined;
  const mayBegin = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await page.route('**/api/v1/events*', async (route) => {
    await mayBegin;
    await route.continue();
  });
  await page.goto(new URL(`/sweeps/${id}`, page.url()).href);
  await trialRow(page, 2).waitFor();
  await api.remark(`/sweeps/${id}`, { tags: ['noted-meanwhile'] });
  expect(await page.getByText('noted-meanwhile').count()).toBe(0);
  begin();
  await page.getByText('noted-meanwhile').first().waitFor();
});

test('a tab has one stream, whatever pages it goes through', async ({ open }) => {
  const page = await open('/workers');
  const address = page.url();
  // Left first: the stream of this load may be asked for only after the page shows what it has.
  await page.goto('about:blank');
  const streams: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') streams.push(request.url());
  });
  await page.goto(address);
  for (const name of ['Sweeps', 'New sweep', 'Compare', 'Workers']) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }
  expect(streams).toHaveLength(1);
});

function block(event: Pick<SeesawEvent, 'id'> & { readonly kind: string }): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Bytes that the page's JavaScript holds when nothing unreachable is left and nothing is under way any more. */
async function heapAtRest(devtools: CDPSession): Promise<number> {
  let heap = Number.POSITIVE_INFINITY;
  await expect
    .poll(
      async () => {
        const before = heap;
        await devtools.send('HeapProfiler.collectGarbage');
        heap = (await devtools.send('Runtime.getHeapUsage')).usedSize;
        return Math.abs(heap / before - 1);
      },
      // Longer than the page waits before it asks again for what events made stale.
      { interval: 4000 },
    )
    .toBeLessThan(0.01);
  return heap;
}
