import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors, type PlainTensor, type PlainTensors } from '@seesaw/gan/state/safetensors';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { seesawHere } from '../system/seesawHere.ts';
import { test } from './dashboardTest.ts';
import { finishedSweep } from './finishedSweep.ts';

test('the generator of a checkpoint makes the same samples in the page as in Node; a number that cannot be drawn is marked', async ({
  open,
}) => {
  const { trials } = await finishedSweep('to-generate');
  const [trial] = trials;
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

  const inPage = await tensorsInPage(page);
  const inNode = await tensorsInNode(trial!.id, '--n', '300', '--seed', '7', '--interpolate', 'spherical');
  expect(inPage.points!.shape).toEqual([300, 2]);
  for (const name of ['z', 'points']) expect(farthest(inPage[name]!, inNode[name]!)).toBeLessThan(1e-4);
  expect(await coloursOf(page)).toBeGreaterThan(2);
});

/** Transposed convolutions, batch normalisation by running statistics, averaged weights: what a generator of points has none of. */
const convolutional = `
name: pictures-to-generate
recipe: dcgan
dataset: mnist-10k
method: grid
metric: {name: eval/score, goal: minimize}
checkpoint: {every_steps: 3, keep: 1}
parameters:
  seed: {values: [1]}
  steps: {value: 3}
  width_d: {value: 4}
  ema_decay: {value: 0.5}
  eval_samples: {value: 256}
`;

test('the generator of a convolutional game makes the same pictures in the page as in Node', async ({ open }) => {
  const { id } = await api.createSweep(convolutional);
  await sweepIs(id, ['completed']);
  const trial = await api.trial(id, 1);
  const page = await open(`/trials/${trial.id}`);
  await page.getByLabel('how many').fill('20');
  await page.getByLabel('seed').fill('7');
  await page.getByText('step 3; the same seed').waitFor();
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await page.getByRole('img', { name: `New samples of trial 0001, step 3` }).waitFor();
  const inPage = await tensorsInPage(page);
  const inNode = await tensorsInNode(trial.id, '--n', '20', '--seed', '7');
  expect(inPage.images!.shape).toEqual([20, 28, 28, 1]);
  for (const name of ['z', 'images']) expect(farthest(inPage[name]!, inNode[name]!)).toBeLessThan(1e-4);
  // No flat pictures, and no two alike: equal to the same constant would prove nothing.
  const first = inPage.images!.data.slice(0, 784);
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(0.01);
  expect(first).not.toEqual(inPage.images!.data.slice(784, 2 * 784));
});

/** What the page saves of the samples that it shows. */
async function tensorsInPage(page: Page): Promise<PlainTensors> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'tensors (safetensors)' }).click();
  return decodeSafetensors(await readFile(await (await download).path()), 'of the page');
}

/** The same by `seesaw sample`. */
async function tensorsInNode(trialId: number, ...words: readonly string[]): Promise<PlainTensors> {
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-generate-'));
  const file = join(folder, 'node.safetensors');
  const drawn = await seesawHere('sample', String(trialId), ...words, '--out', file);
  expect(drawn).toMatchObject({ code: 0, stderr: '' });
  const tensors = decodeSafetensors(await readFile(file), file);
  await rm(folder, { recursive: true });
  return tensors;
}

function farthest(here: PlainTensor, there: PlainTensor): number {
  return Math.max(...Array.from(here.data, (value, i) => Math.abs(value - there.data[i]!)));
}

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
