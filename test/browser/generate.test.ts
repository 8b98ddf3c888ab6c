import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors, type PlainTensor, type PlainTensors } from '@seesaw/gan/state/safetensors';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
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
  await page.goto(new URL(`/trials/${trial!.id}?tab=explore`, page.url()).href);
  await page.getByLabel('how many').fill('0');
  await expect.poll(() => page.getByLabel('how many').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('button', { name: 'Generate', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('how many').fill('300');
  await page.getByLabel('seed', { exact: true }).fill('7');
  await page.getByLabel('rows').selectOption('spherical');
  await page.getByText('step 100; the same seed').waitFor();
  const before = loaded.length;
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  const picture = page.getByRole('img', { name: `New samples of trial 0001, step 100` });
  await picture.waitFor();
  // What tfjs brings is fetched only now.
  expect(loaded.slice(before).some((address) => /openGenerator/.test(address))).toBe(true);
  expect(loaded.slice(0, before).some((address) => /openGenerator/.test(address))).toBe(false);

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
  const page = await open(`/trials/${trial.id}?tab=explore`);
  await page.getByLabel('how many').fill('20');
  await page.getByLabel('seed', { exact: true }).fill('7');
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

  // What D asks of the kept samples: coloured, and another picture when it is followed.
  const feedback = page.getByRole('img', { name: /^What D asks of trial 0001/ });
  await feedback.waitFor();
  const asked = await drawnOn(feedback);
  expect(new Set(asked).size).toBeGreaterThan(4);
  await page.getByLabel('follow it').fill('1');
  await expect.poll(async () => (await drawnOn(feedback)).join()).not.toBe(asked.join());

  // The walk: another place is another picture, and the same place is the same one again.
  await page.getByRole('button', { name: 'Open the generator' }).click();
  const walk = page.getByRole('img', { name: /^Trial 0001, \d+ % of the way/ });
  await walk.waitFor();
  const halfway = (await drawnOn(walk)).join();
  await page.getByLabel('way', { exact: true }).fill('0');
  await expect.poll(async () => (await drawnOn(walk)).join()).not.toBe(halfway);
  await page.getByLabel('way', { exact: true }).fill('0.5');
  await expect.poll(async () => (await drawnOn(walk)).join()).toBe(halfway);
  await page.getByLabel('z 1', { exact: true }).fill('3');
  await expect.poll(async () => (await drawnOn(walk)).join()).not.toBe(halfway);
});

test('a sheet is looked at large, flickers with real data, and arrows lead to the one beside', async ({ open }) => {
  const id = (await api.sweeps()).items.find(({ name }) => name === 'pictures-to-generate')?.id;
  // Who asked for no motion swaps by hand.
  const page = await open(`/sweeps/${id}?tab=samples`, { reducedMotion: 'reduce' });
  await page.locator('.big-samples .tile').first().click();
  const dialog = page.getByRole('dialog', { name: 'Trial 0001, step 3' });
  await dialog.getByLabel('flicker with').selectOption({ label: 'Held-out items of mnist-10k' });
  await dialog.getByRole('button', { name: 'Swap' }).click();
  await dialog.getByRole('img', { name: 'Held-out items of mnist-10k' }).waitFor();
  await dialog.getByRole('button', { name: 'Swap' }).click();
  await dialog.getByRole('img', { name: 'Trial 0001, step 3' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('dialog', { name: 'Trial 0001, step 0' }).waitFor();
});

test('the points of a generator move over the steps on the surface of D, and the film ends where it stands', async ({
  open,
}) => {
  const { trials } = await finishedSweep('to-film');
  const page = await open(`/trials/${trials[0]!.id}?tab=explore&step=0`);
  await page.getByText('5 of 5 kept steps').waitFor();
  const film = (step: number) =>
    page.getByRole('img', { name: `Points of trial 0001 at step ${step}, on the surface` });
  await film(0).waitFor();
  const first = (await drawnOn(film(0))).join();
  await page.getByLabel('what D asks of each point').check();
  await expect.poll(async () => (await drawnOn(film(0))).join()).not.toBe(first);
  // A page that is drawn anew, as here with a tag of the trial, does not paint the same picture again.
  await page.evaluate(`
    window.painted = 0;
    const { fillRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
      window.painted += Number(this.canvas.classList.contains('film'));
      return fillRect.apply(this, box);
    };`);
  await page.getByRole('button', { name: /^\+ tags, notes/ }).click();
  await page.getByLabel('tags, with commas').fill('filmed');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('# filmed').waitFor();
  expect(await page.evaluate('window.painted')).toBe(0);
  await page.getByRole('button', { name: 'Play' }).click();
  await film(100).waitFor();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  expect((await drawnOn(film(100))).join()).not.toBe(first);
});

test('a trial that diverges says so on its timeline, with the evidence', async ({ open }) => {
  const { id } = await api.createSweep(
    ringSweep({
      name: 'to-judge',
      steps: 200,
      // As test/e2e/diverged.test.ts explains.
      extra: '  lr_d: {value: 0.0001}\n  lr_ratio: {value: 64}\n  beta1: {value: 0.9}\n  beta2: {value: 0}\n',
    }),
  );
  await sweepIs(id, ['completed']);
  const trial = await api.trial(id, 1);
  const page = await open(`/trials/${trial.id}`);
  const stretch = page.getByRole('button', { name: /^0001: diverged from step/ });
  await stretch.click();
  expect(await stretch.getAttribute('aria-pressed')).toBe('true');
  await page.locator('.card').filter({ has: stretch }).getByText(trial.healthEvidence.slice(0, 30)).waitFor();
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

/** Colours of some pixels of a canvas, spread over it. */
function drawnOn(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as unknown as { width: number; height: number };
    const { data } = (
      element as unknown as { getContext(kind: string): { getImageData(...box: number[]): { data: Uint8Array } } }
    )
      .getContext('2d')
      .getImageData(0, 0, width, height);
    const pixels = new Uint32Array(data.buffer);
    return Array.from({ length: 4000 }, (_, i) => pixels[Math.floor((i * pixels.length) / 4000)] ?? 0);
  });
}

/** How many colours the drawing has. */
function coloursOf(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelector('.generated canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  })()`);
}
