import type { Page } from 'playwright-core';
import { eventually } from '../system/eventually.ts';

const hasLoaded = `document.querySelector('[aria-label="Loading"]') === null &&
  [...document.images].every((image) => image.complete)`;

/** Until the page has its data and pictures; `has` is a text that stands there only then. */
export async function settled(page: Page, has: string | RegExp): Promise<void> {
  await page.getByText(has).first().waitFor();
  await eventually('the page to have loaded', () => page.evaluate<boolean>(hasLoaded), 30_000);
}
