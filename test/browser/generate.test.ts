import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { seesawHere } from '../system/seesawHere.ts';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';

test('the generator of a checkpoint makes the same samples in the page as in Node; a number that cannot be drawn is marked', async ({
  open,
}) => {
  const { trials } = await finishedSweep('to-generate');
  const [trial] = trials;
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-generate-'));
  const page = await open('/sweeps');
  const loaded = scriptsOf(page);
  await page.getByText('to-generate').first().waitFor();
  await page.goto(new URL(`/trials/${trial!.id}`, page.url()).href);
  await page.getByLabel('how many').fill('0');
  await expect.poll(() => page.getByLabel('how many').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('button', { name: 'Generate', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('how many').fill('300');
  await page.getByLabel('seed').fill('7');
  await page.getByLabel('rows').selectOption('spherical');
  await page.getByText('step 100; the same seed').waitFor();
  const before = loaded.length;
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  const picture = page.getByRole('img', { name: `New samples of trial 0001, step 100` });
  await picture.waitFor();
  // What tfjs brings is fetched only now.
  expect(loaded.slice(before).some((address) => /drawInPage/.test(address))).toBe(true);
  expect(loaded.slice(0, before).some((address) => /drawInPage/.test(address))).toBe(false);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'tensors (safetensors)' }).click();
  const inPage = decodeSafetensors(await readFile(await (await download).path()), 'of the page');
  const file = join(folder, 'node.safetensors');
  const words = ['--n', '300', '--seed', '7', '--interpolate', 'spherical', '--out', file];
  const drawn = await seesawHere('sample', String(trial!.id), ...words);
  expect(drawn).toMatchObject({ code: 0, stderr: '' });
  const inNode = decodeSafetensors(await readFile(file), file);
  expect(inPage.points!.shape).toEqual([300, 2]);
  for (const name of ['z', 'points']) {
    const [here, there] = [inPage[name]!.data, inNode[name]!.data];
    expect(Math.max(...here.map((value, i) => Math.abs(value - there[i]!)))).toBeLessThan(1e-4);
  }
  expect(await coloursOf(page)).toBeGreaterThan(2);
  await rm(folder, { recursive: true });
});

/** Addresses of scripts as they are loaded; the list grows. */
function scriptsOf(page: Page): readonly string[] {
  const addresses: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.push(request.url());
  });
  return addresses;
}

/** How many colours the drawing has. */
function coloursOf(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelector('.generated canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  })()`);
}
