import type { Page } from 'playwright-core';

const folder = new URL('../screenshots/', import.meta.url).pathname;

/** The whole page as a picture in test/screenshots, which git ignores: for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true, animations: 'disabled' });
}
