import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { test } from './dashboardTest.ts';
import { showsState, trialRow } from './sweepPage.ts';

test('a person without a mouse finds a sweep, selects and compares its trials, and opens one', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: by-key\nmethod: sobol\nrun_cap: 5'));
  await sweepIs(id, ['completed']);
  const page = await open('/sweeps');
  const keys = (...pressed: readonly string[]) => press(page, pressed);
  await page.getByRole('link', { name: 'by-key', exact: true }).waitFor();
  await keys('/');
  await page.keyboard.type('by-key');
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await keys('Escape', 'j', 'Enter');
  await page.getByRole('heading', { name: 'by-key', level: 1 }).waitFor();

  await trialRow(page, 5).waitFor();
  await keys('j', 'x', 'j', 'j', 'X');
  await page.getByRole('link', { name: 'Compare 3 selected' }).waitFor();
  await keys('b');
  await page
    .getByTitle(/than the baseline/)
    .first()
    .waitFor();
  await keys('?');
  const help = page.getByRole('dialog');
  await help.getByText('compare all rows with this one').waitFor();
  // Keys of the page behind it are silent.
  await keys('x', 'Escape');
  await help.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Compare 3 selected' }).waitFor();

  await activate(page.getByRole('link', { name: 'Curves' }));
  await page.waitForURL(/tab=curves/);
  await activate(page.getByRole('link', { name: 'Compare 3 selected' }));
  await page.getByRole('heading', { name: 'Compare', level: 1 }).waitFor();
  await page.goBack();
  await activate(page.getByRole('link', { name: 'Table', exact: true }));
  await trialRow(page, 5).waitFor();
  await keys('j', 'Enter');
  await page.waitForURL(/\/trials\/\d+/);
});

test('what keys lead to is in sight, also where the table lies below other cards', async ({ open }) => {
  const { id } = await api.createSweep(functionSweep('name: far-below\nmethod: sobol\nrun_cap: 3'));
  await sweepIs(id, ['completed']);
  const page = await open(`/sweeps/${id}`, { viewport: { width: 1280, height: 640 } });
  await trialRow(page, 3).waitFor();
  await page.locator('canvas.curve-layer').first().waitFor();
  await press(page, ['j', 'j']);
  await isInSight(page, page.locator('tr.cursor'));
  await page.evaluate('window.scrollTo(0, 0)');
  await press(page, ['/']);
  await page.keyboard.type('x');
  await isInSight(page, page.getByRole('listbox'));
});

test('menus and dialogs are opened, walked and left with keys, and the focus is seen and comes back', async ({
  open,
}) => {
  const { id } = await api.createSweep(functionSweep('name: to-stop-by-key\nmethod: sobol\nrun_cap: 3\npool: nobody'));
  const page = await open(`/sweeps/${id}`);
  const more = page.getByRole('button', { name: 'More', exact: true });
  await activate(more);
  await page.getByRole('menuitem', { name: 'Places and priority…' }).waitFor();
  await press(page, ['ArrowDown', 'ArrowDown']);
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Checkpoints to keep…');
  await press(page, ['Enter']);
  const dialog = page.getByRole('dialog', { name: 'Checkpoints to keep' });
  await dialog.waitFor();
  for (let times = 0; times < 12; times++) {
    await press(page, ['Tab']);
    expect(await page.evaluate<boolean>('document.activeElement.closest("[role=dialog]") !== null')).toBe(true);
    expect(await page.evaluate<boolean>(focusIsSeen)).toBe(true);
  }
  await press(page, ['Escape']);
  await dialog.waitFor({ state: 'hidden' });

  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await activate(stop);
  const question = page.getByRole('dialog', { name: 'Stop after the running trials?' });
  await question.waitFor();
  await press(page, ['Escape']);
  await question.waitFor({ state: 'hidden' });
  await expect.poll(() => stop.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await press(page, ['Enter']);
  // Nothing is to be filled in: what it asks for is what Enter does.
  await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toBe('Stop');
  await expect
    .poll(() => page.evaluate<boolean>('document.activeElement.closest("[role=dialog]") !== null'))
    .toBe(true);
  await press(page, ['Enter']);
  await page.getByText('✓ Stop acknowledged.').waitFor();
  // None of its trials had begun.
  await showsState(page, 'stopped');
});

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** As somebody does who came to it with Tab. */
async function activate(control: Locator): Promise<void> {
  await control.focus();
  await control.press('Enter');
}

/** Whether the control that has the focus looks other than without it. */
const focusIsSeen = `(() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
})()`;

/** Waits until all of it is within the window. */
async function isInSight(page: Page, what: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const box = await what.boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= page.viewportSize()!.height;
    })
    .toBe(true);
}
