import type { SeesawEvent } from '@seesaw/shared/events';
import type { CDPSession } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { test } from './dashboardTest.ts';
import { trialRow } from './sweepPage.ts';

/** Eight hours of five events a second are 144,000; a fortieth of them here, far above what a page keeps. */
const batches = 12;
const perBatch = 300;

test('thousands of events leave the memory of a page as it was', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: to-watch\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const trial = await api.trial(id, 1);
  const page = await open('/sweeps', { expected: /events|ERR_/ });
  let sent = 0;
  await page.route('**/api/v1/events', async (route) => {
    const events = Array.from({ length: sent < batches ? perBatch : 0 }, (_, i) =>
      progress({ id: sent * perBatch + i + 1, sweepId: id, trialId: trial.id, step: i }),
    );
    sent += 1;
    // The stream ends with its batch, and the browser comes back for the next one.
    await route.fulfill({ contentType: 'text/event-stream', body: `retry: 50\n\n${events.map(block).join('')}` });
  });
  await page.goto(new URL(`/sweeps/${id}`, page.url()).href);
  await trialRow(page, 1).waitFor();
  const devtools = await page.context().newCDPSession(page);
  await expect.poll(() => sent, { timeout: 60_000 }).toBeGreaterThanOrEqual(4);
  const early = await heapAfterCollection(devtools);
  await expect.poll(() => sent, { timeout: 60_000 }).toBeGreaterThan(batches);
  const late = await heapAfterCollection(devtools);
  expect(late / early).toBeLessThan(1.15);
});

test('a tab has one stream, whatever pages it goes through', async ({ open }) => {
  const page = await open('/workers');
  const streams: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') streams.push(request.url());
  });
  await page.reload();
  for (const name of ['Sweeps', 'New sweep', 'Compare', 'Workers']) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }
  expect(streams).toHaveLength(1);
});

function progress(fields: Pick<SeesawEvent, 'id' | 'sweepId' | 'trialId' | 'step'>): SeesawEvent {
  return {
    ...fields,
    ...{ kind: 'trial.progress', trialNumber: 1, attempt: 1, message: 'step', data: {} },
    at: new Date(0).toISOString(),
  };
}

function block(event: SeesawEvent): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Bytes that the page's JavaScript holds once nothing unreachable is left. */
async function heapAfterCollection(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}
