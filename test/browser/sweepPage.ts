import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long a small ring sweep may take on two busy cores. */
const finishMs = 120_000;

/** The row of a trial in the table of its sweep. */
export function trialRow(page: Page, number: number): Locator {
  const label = String(number).padStart(4, '0');
  return page
    .getByRole('region', { name: 'Trials' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: label }) });
}

/** Waits until the chip beside the title says the state. */
export async function showsState(page: Page, state: string): Promise<void> {
  await page.locator('.title').getByText(state, { exact: true }).waitFor({ timeout: finishMs });
}

/** Waits until the row of the trial says the state. */
export async function trialShowsState(page: Page, number: number, state: string): Promise<void> {
  await trialRow(page, number).getByText(state, { exact: true }).waitFor({ timeout: finishMs });
}

/** The step in the row of a trial, 0 while there is no such row. */
export async function shownStep(page: Page, number: number, ofSteps: number): Promise<number> {
  const cell = trialRow(page, number).getByTitle(`of ${ofSteps.toLocaleString('en')}`);
  return (await cell.count()) === 0 ? 0 : Number((await cell.textContent())?.replaceAll(/\D/g, ''));
}

/** Waits until the page itself, untouched, has shown the trial under way at two different steps. */
export async function seesProgress(page: Page, number: number, ofSteps: number): Promise<void> {
  const seen = new Set<number>();
  await expect
    .poll(
      async () => {
        const step = await shownStep(page, number, ofSteps);
        if (step > 0 && step < ofSteps) seen.add(step);
        return seen.size;
      },
      { timeout: finishMs, interval: 50 },
    )
    .toBeGreaterThanOrEqual(2);
}

/** A number in the header of a sweep or trial, such as `best eval/score`. */
export function kpi(page: Page, label: string): Locator {
  return page.locator('.kpi', { hasText: label }).locator('b');
}

/** When the document was loaded: the same moment before and after means that nobody reloaded it. */
export function loadedAt(page: Page): Promise<number> {
  return page.evaluate<number>('performance.timeOrigin');
}
