import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';

/** How many hues (twelfths of the circle) the lines of the chart of a metric have. */
function huesDrawn(page: Page, metric: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelector('[role="img"][aria-label^="${metric} over steps"] canvas.curve-layer');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Array(12).fill(0);
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b, a] = data.subarray(i, i + 4);
      const max = Math.max(r, g, b), spread = max - Math.min(r, g, b);
      if (a < 200 || spread < 60) continue;
      const sextant = max === r ? ((g - b) / spread + 6) % 6 : max === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
      pixels[Math.round(sextant * 2) % 12] += 1;
    }
    return pixels.filter((count) => count > 20).length;
  })()`);
}

test('two finished trials are compared: what differs, overlaid curves, samples side by side', async ({ open }) => {
  const { id } = await finishedSweep('to-compare');
  const page = await open(`/sweeps/${id}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  for (const number of [1, 2])
    await page.getByRole('checkbox', { name: `Select trial ${number}`, exact: true }).check();
  await page.getByRole('link', { name: 'Compare 2 selected' }).click();
  await page.getByRole('heading', { name: 'Compare', level: 1 }).waitFor();

  const rows = page.getByRole('row');
  await expect
    .poll(() => rows.filter({ hasText: 'lsgan' }).getByRole('cell').allInnerTexts())
    .toEqual(['loss', 'nonsaturating', 'lsgan']);
  await rows.filter({ hasText: 'score' }).first().getByRole('cell').nth(2).waitFor();
  const scores = await rows.filter({ hasText: 'score' }).first().getByRole('cell').allInnerTexts();
  expect(
    scores
      .slice(1)
      .map(Number)
      .every((score) => score > 0),
  ).toBe(true);
  expect(scores).toHaveLength(3);
  expect(await rows.filter({ hasText: 'batch_size' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Copy as YAML' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(
    '"0001":\n  loss: nonsaturating\n"0002":\n  loss: lsgan\n',
  );
  const states = page.getByRole('link', { name: /^[0-9a-f]{10}$/ });
  await expect.poll(() => states.count()).toBe(4);
  const cells = await rows.filter({ has: states }).first().getByRole('cell').allInnerTexts();
  expect(cells).toHaveLength(3);
  expect(cells[0]).toBe('100');
  expect(cells[1]).not.toBe(cells[2]);

  const curve = page.getByRole('img', { name: /^train\/d_loss over steps.*0001 [\d.].*0002 [\d.]/ });
  await curve.scrollIntoViewIfNeeded();
  await expect.poll(() => huesDrawn(page, 'train/d_loss')).toBeGreaterThanOrEqual(2);

  const sheets = [1, 2].map((number) => page.getByRole('img', { name: `Trial 000${number}, step 100` }).first());
  await sheets[0]?.scrollIntoViewIfNeeded();
  await expect
    .poll(() =>
      page.evaluate<boolean>(`[1, 2].every((number) =>
        document.querySelector('img[alt="Trial 000' + number + ', step 100"]').naturalWidth > 0)`),
    )
    .toBe(true);
  // Pictures that come move what is below them.
  await expect
    .poll(async () => {
      const [first, second] = await Promise.all(sheets.map((sheet) => sheet.boundingBox()));
      return first?.y === second?.y && second!.x >= first!.x + first!.width;
    })
    .toBe(true);

  await page.getByRole('slider', { name: 'Step of all samples' }).press('ArrowLeft');
  await page.getByRole('img', { name: 'Trial 0001, step 75' }).first().waitFor();
  await page.getByRole('img', { name: 'Trial 0002, step 75' }).first().waitFor();
});
