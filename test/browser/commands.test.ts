import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { childOf } from '../system/childOf.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { slotsAreFree } from '../system/slotsAreFree.ts';
import { test } from './dashboardTest.ts';
import { kpi, loadedAt, showsState, trialRow, trialShowsState } from './sweepPage.ts';

test('pause is requested, acknowledged and reached, and resume completes the sweep', async ({ open }) => {
  const { id } = await api.createSweep(ringSweep({ name: 'paused-by-hand', steps: 8000 }));
  const page = await open(`/sweeps/${id}`);
  await trialPassed(id, 20);
  await seesRequestedThenAcknowledged(page, 'Pause', () =>
    page.getByRole('button', { name: 'Pause', exact: true }).click(),
  );
  await showsState(page, 'paused');
  await trialShowsState(page, 1, 'paused');
  const { state, step, checkpointStep } = await api.trial(id, 1);
  expect({ state, step }).toEqual({ state: 'paused', step: checkpointStep });

  await seesRequestedThenAcknowledged(page, 'Resume', () =>
    page.getByRole('button', { name: 'Resume', exact: true }).click(),
  );
  await showsState(page, 'completed');
  await trialShowsState(page, 1, 'completed');
  await expect.poll(() => trialRow(page, 1).getByTitle('of 8,000').textContent()).toBe('8,000');
});

test('cancel asks first, says what is kept, and leaves nothing running', async ({ open }) => {
  const { id } = await api.createSweep(
    ringSweep({ name: 'cancelled-by-hand', steps: 100_000, seeds: [1, 2, 3], concurrency: 2 }),
  );
  await trialPassed(id, 20);
  const page = await open(`/sweeps/${id}`);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Cancel the sweep?' });
  await question.getByText(/checkpoints so far are kept/).waitFor();
  await question.getByRole('button', { name: 'Back' }).click();
  await question.waitFor({ state: 'hidden' });
  expect((await api.sweep(id)).state).toBe('running');

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await seesRequestedThenAcknowledged(page, 'Cancel', () =>
    question.getByRole('button', { name: 'Cancel the sweep' }).click(),
  );
  await showsState(page, 'cancelled');
  for (const { number } of await api.trials(id)) await trialShowsState(page, number, 'cancelled');
  await slotsAreFree();
});

test('a trial whose child was killed shows why it failed, and Retry completes it from its checkpoint', async ({
  open,
}) => {
  const { id } = await api.createSweep(
    ringSweep({ name: 'retried-by-hand', steps: 2000, everySteps: 20, maxAttempts: 1 }),
  );
  const page = await open(`/sweeps/${id}`);
  const loaded = await loadedAt(page);
  const trial = await trialPassed(id, 60);
  // Written behind the steps: what was not is not gone on from.
  await expect.poll(async () => (await api.checkpoints(trial.id)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  process.kill(await childOf(trial.id), 'SIGKILL');
  await sweepIs(id, ['completed']);
  await trialShowsState(page, 1, 'failed');
  await trialRow(page, 1)
    .getByText(/SIGKILL/)
    .waitFor({ state: 'attached' });

  await page.getByRole('button', { name: 'Retry 1 failed' }).click();
  const question = page.getByRole('dialog', { name: 'Retry trials' });
  expect(await question.getByLabel(/1 failed/).isChecked()).toBe(true);
  expect(await question.getByLabel(/the last good checkpoint/).isChecked()).toBe(true);
  // Nothing has to be filled in, so Enter is enough.
  await question.getByRole('button', { name: 'Retry', exact: true }).and(page.locator(':focus')).waitFor();
  await seesRequestedThenAcknowledged(page, 'Retry', () => page.keyboard.press('Enter'));
  await trialShowsState(page, 1, 'completed');
  await showsState(page, 'completed');
  expect(Number(await kpi(page, 'best eval/score').textContent())).toBeGreaterThan(0);
  expect(await loadedAt(page)).toBe(loaded);

  await page.goto(new URL(`/trials/${trial.id}?tab=attempts`, page.url()).href);
  await page
    .getByText(/SIGKILL/)
    .first()
    .waitFor();
  const attempts = await api.attempts(trial.id);
  expect(attempts).toHaveLength(2);
  expect(attempts[1]?.fromStep).toBeGreaterThan(0);
});

/** Holds the command back on its way until the page has said that it was requested. */
async function seesRequestedThenAcknowledged(page: Page, words: string, act: () => Promise<void>): Promise<void> {
  await page.route('**/commands', async (route) => {
    await page.getByText(`${words} requested…`).waitFor();
    await route.continue();
  });
  await act();
  await page.getByText(`✓ ${words} acknowledged.`).waitFor();
  await page.unroute('**/commands');
}
