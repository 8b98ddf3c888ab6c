import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { guardedServer } from '../system/guardedServer.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';
import { screenshot } from './screenshot.ts';
import { writeSweepFile } from './sweepFile.ts';
import { loadedAt, showsState } from './sweepPage.ts';

const token = 'a-long-enough-token-for-the-test';
let server: Awaited<ReturnType<typeof guardedServer>>;

beforeAll(async () => {
  server = await guardedServer(token);
});
afterAll(() => server.stop());

async function signIn(page: Page, text = token): Promise<void> {
  await page.getByLabel('Token').fill(text);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a person who shows the token once sees the page they asked for, live, with pictures, and may act; the token stays nowhere', async ({
  open,
}) => {
  const { id } = await finishedSweep('behind-the-door');
  const page = await open(`${server.url}/sweeps/${id}?tab=samples`);
  await page.getByLabel('Token').waitFor();
  await screenshot(page, 'sign-in');
  await signIn(page);
  await page.getByRole('heading', { name: 'behind-the-door', level: 1 }).waitFor();
  const width = `document.querySelector('img[src*="/samples/"]')?.naturalWidth ?? 0`;
  await expect.poll(() => page.evaluate<number>(width)).toBeGreaterThan(0);

  const kept = 'JSON.stringify([location.href, document.cookie, { ...sessionStorage }, { ...localStorage }])';
  expect(await page.evaluate<string>(kept)).not.toContain(token);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(cookie?.value).not.toContain(token);

  // Launching is a POST, and the page then moves by the event stream alone.
  await page.goto(`${server.url}/new`);
  await writeSweepFile(page, ringSweep({ name: 'launched-behind-the-door', steps: 200 }));
  await page.getByRole('button', { name: /^Launch \d+ trial/ }).click();
  await page.getByRole('heading', { name: 'launched-behind-the-door', level: 1 }).waitFor();
  const loaded = await loadedAt(page);
  await showsState(page, 'completed');
  expect(await loadedAt(page)).toBe(loaded);

  await page.goto(`${server.url}/settings`);
  await page.getByText('You are signed in with the token of this server').waitFor();
  expect(await page.content()).not.toContain(token);
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').waitFor();
  expect(await page.context().cookies()).toEqual([]);
  await page.reload();
  await page.getByLabel('Token').waitFor();
});

test('a wrong token is refused in words, and a session that has ended asks again where the person was', async ({
  browser,
}) => {
  // Not by `open`: a refused call is an error in the console of the browser, and that is right here.
  const page = await browser.newPage();
  try {
    await page.goto(`${server.url}/workers`);
    await signIn(page, `${token}?`);
    await page.getByRole('alert').getByText('This is not the token of this server.').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();

    await page.context().clearCookies();
    await page.getByLabel('Token').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/workers');
  } finally {
    await page.close();
  }
});
