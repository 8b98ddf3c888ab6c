import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';
import { launchChromium } from './chromium.ts';
import { watchForComplaints } from './complaints.ts';
import { screenshot } from './screenshot.ts';

/** Opens a page of the dashboard in a context of its own: no storage, no cache, nothing of another test. */
export type OpenDashboard = (path: string, options?: OpenOptions) => Promise<Page>;

interface OpenOptions extends BrowserContextOptions {
  /** Complaints that the test itself brings about, such as those of a network that is cut. */
  readonly expected?: RegExp;
}

/** A page that is slower than this is broken even on two busy cores. */
const patienceMs = 60_000;

/**
 * A test that gets `open`. Whatever a page complained about while the test used it (console errors, uncaught errors,
 * violations of the content security policy, dialogs nobody asked for) fails the test.
 */
export const test = base.extend<{ open: OpenDashboard; browser: Browser }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are needed
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  open: async ({ browser, task }, use) => {
    const opened: { page: Page; expected: RegExp | undefined; complaints: readonly string[] }[] = [];
    await use(async (path, { expected, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      opened.push({ page, expected, complaints: await watchForComplaints(page) });
      await page.goto(new URL(path, inject('endpoints').apiUrl).href);
      return page;
    });
    for (const [index, { page }] of opened.entries()) {
      if (task.result?.state === 'fail') await screenshot(page, `failed-${fileName(task.name)}-${index + 1}`);
      await page.context().close();
    }
    expect(
      opened.flatMap(({ complaints, expected }) => complaints.filter((one) => expected?.test(one) !== true)),
    ).toEqual([]);
  },
});

function fileName(text: string): string {
  return text.replaceAll(/[^\w]+/g, '-').slice(0, 60);
}
