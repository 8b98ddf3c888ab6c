import type { Locator, Page } from 'playwright-core';

/** The editor of the page on which a sweep is described. */
export function sweepFile(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Sweep file (YAML)' });
}

/** As a person does: the editor puts the selection where it was when it gets the focus, which a filled text would land beside. */
export async function writeSweepFile(page: Page, text: string): Promise<void> {
  const file = sweepFile(page);
  await file.click();
  await file.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}
