import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { everyChartHasLines } from '../browser/everyChartHasLines.ts';
import { settled } from '../browser/settled.ts';
import { eventually } from '../system/eventually.ts';
import type { Picture } from './pages.ts';
import { smallPng } from './smallPng.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
/** What a long page has below this is like what it has above. */
const mostHeight = 900;
/** What else is drawn, such as maps, comes at once. */
const drawnMs = 900;
const linesMs = 15_000;

/** A page as somebody has it before them, in a browser that knows nothing else; nothing was done to it yet. */
export async function openPicture(browser: Browser, base: string, picture: Picture, theme: Theme): Promise<Page> {
  const viewport = picture.phone ? phone : desktop;
  const context = await browser.newContext({ viewport, colorScheme: theme });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  await page.goto(new URL(picture.path, base).href);
  await settled(page, picture.has);
  await pause(drawnMs);
  return page;
}

/** `<folder>/<name>-<theme>.png`, after whatever is done to it, with a palette. The window is made as high as the page: what sticks to its edges stays there. */
export async function keepPicture(page: Page, folder: string, picture: Picture, theme: Theme): Promise<void> {
  await picture.act?.(page);
  // Pressing something far down has scrolled there.
  await page.evaluate('window.scrollTo(0, 0)');
  const pageHeight = await page.evaluate<number>('document.documentElement.scrollHeight');
  const { width, height } = page.viewportSize() ?? desktop;
  await page.setViewportSize({
    width,
    height: Math.min(picture.mostHeight ?? mostHeight, Math.max(height, pageHeight)),
  });
  await pause(drawnMs);
  // Where the server has gone away before a chart had its numbers, it has none.
  await eventually('every chart to have its lines', () => page.evaluate<boolean>(everyChartHasLines), linesMs).catch(
    () => undefined,
  );
  const bytes = await page.screenshot({ animations: 'disabled' });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${picture.name}-${theme}.png`), smallPng(bytes));
}
