import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { beforeAll, expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';

const trials = 32;
let id: string;
let few: string;

beforeAll(async () => {
  const head = (name: string, count: number) => `name: ${name}\nmethod: sobol\nrun_cap: ${count}\nconcurrency: 4`;
  ({ id } = await api.createSweep(functionSweep(head('to-search', trials), '  noise: {values: [0.0, 0.5]}\n')));
  ({ id: few } = await api.createSweep(functionSweep(head('too-few', 3))));
  await sweepIs(id, ['completed']);
  await sweepIs(few, ['completed']);
});

test('trials are brushed on the axes of the search, which are turned over and dragged, and become a filter', async ({
  open,
}) => {
  const page = await open(`/sweeps/${id}?tab=search`);
  const lines = (names: string) =>
    page.getByRole('img', { name: `Parallel coordinates of ${trials} trials over ${names}`, exact: true });
  await lines('x1, x2, noise, eval/score, outcome').waitFor();
  const strip = page.locator('.axis-strip[data-axis="x1"]');
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 130, { steps: 3 });
  await page.mouse.up();
  await page.waitForURL(/brush=x1/);
  const passing = await page.getByText(/\d+ of 32 trials pass the brushes/).textContent();
  const count = Number.parseInt(passing ?? '', 10);
  expect(count).toBeGreaterThan(3);
  expect(count).toBeLessThan(trials - 3);

  await page.getByRole('button', { name: 'Turn x2 over' }).click();
  await page.waitForURL(/axes=x1%2C-x2|axes=x1,-x2/);
  const name = page.locator('.axis-head b', { hasText: 'noise' });
  await name.hover();
  await page.mouse.down();
  await page.mouse.move(box.x - 20, box.y - 20, { steps: 4 });
  await page.mouse.up();
  await lines('noise, x1, x2, eval/score, outcome').waitFor();
  await screenshot(page, 'search-parallel');
  await page.reload();
  await page.getByText(passing ?? '').waitFor();
  await page.getByRole('button', { name: 'Filter the table' }).click();
  await page.getByText(`${count} of ${trials} match`).waitFor();
});

test('what is brushed on the objective, and on how trials ended, is in the filter of the table', async ({ open }) => {
  const page = await open(`/sweeps/${id}?tab=search&brush=eval%252Fscore:0:0.3`);
  const words = page.getByText(/\d+ of 32 trials pass the brushes/);
  const count = Number.parseInt((await words.textContent()) ?? '', 10);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(trials);
  await page.getByRole('button', { name: 'Filter the table' }).click();
  await page.getByText(`${count} of ${trials} match`).waitFor();

  await page.goto(new URL(`/sweeps/${id}?tab=search&brush=outcome:0.4:0.6`, page.url()).href);
  await page.getByText(`${trials} of ${trials} trials pass the brushes`).waitFor();
  await page.getByRole('button', { name: 'Filter the table' }).click();
  await page.getByText(`${trials} of ${trials} match`).waitFor();
  expect(await page.getByRole('combobox', { name: 'Filter trials' }).inputValue()).toBe('state in ("completed")');
});

test('the picture that is saved of several plots holds all of them, and their names', async ({ open }) => {
  const page = await open(`/sweeps/${id}?tab=search&view=slice`);
  for (const [view, selector] of [
    ['slice', '.small-plots'],
    ['matrix', '.matrix'],
  ] as const) {
    await page.goto(new URL(`/sweeps/${id}?tab=search&view=${view}`, page.url()).href);
    const grid = page.locator(selector);
    await grid.getByRole('img').last().waitFor();
    const frame = (await grid.boundingBox())!;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PNG' }).click();
    const picture = PNG.sync.read(await readFile(await (await download).path()));
    expect([picture.width, picture.height]).toEqual([Math.round(frame.width), Math.round(frame.height)]);
    const parts = await grid.locator('h3, [role=img]').all();
    expect(parts.length).toBeGreaterThanOrEqual(6);
    for (const part of parts) {
      const box = (await part.boundingBox())!;
      const colours = coloursIn(picture, { ...box, x: box.x - frame.x, y: box.y - frame.y });
      expect(colours, (await part.textContent()) ?? '').toBeGreaterThan(5);
    }
  }
});

test('importance names what decides, with n, and keeps silent where there are too few results', async ({ open }) => {
  const page = await open(`/sweeps/${id}?tab=search&view=importance`);
  const bars = page.getByRole('list', { name: 'Hyperparameters by importance' }).getByRole('listitem');
  await expect.poll(() => bars.count(), { timeout: 20_000 }).toBe(3);
  // Branin's function knows nothing of the noise that is added to it.
  expect(await bars.last().textContent()).toContain('noise');
  await page.getByText(`n = ${trials}`).waitFor();
  await page.goto(new URL(`/sweeps/${few}?tab=search&view=importance`, page.url()).href);
  await page.getByText('Too few results: 3 of at least 20.').waitFor();
});

test('a forest that fails says so, and grows when it is asked for again', async ({ open }) => {
  const page = await open('/settings');
  const fails = (body: string) =>
    page.route(/importance\.worker-/, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await fails('self.onmessage = () => { throw new Error("no trees today"); };');
  await page.goto(new URL(`/sweeps/${id}?tab=search&view=importance`, page.url()).href);
  await page.getByText(/The forest did not grow: .*no trees today/).waitFor();
  await page.unroute(/importance\.worker-/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(`n = ${trials}`).waitFor();
});

test('each view of the search draws all trials, and a dot opens its trial', async ({ open }) => {
  const page = await open(`/sweeps/${id}?tab=search`);
  const attempts = (await Promise.all((await api.trials(id)).map((trial) => api.attempts(trial.id)))).flat();
  const slots = new Set(attempts.map(({ workerId, slot, lane }) => `${workerId} ${slot} ${lane ?? 0}`));
  const known = (await api.workers()).flatMap((worker) => worker.slots.map(({ slot }) => `${worker.id} ${slot} 0`));
  expect(known).toEqual(expect.arrayContaining([...slots]));
  const views: readonly (readonly [string, RegExp])[] = [
    ['Slice', /^eval\/score over x1: x1 across, eval\/score up; 32 trials/],
    ['Contour', /^eval\/score over x1 and x2: .*32 trials/],
    ['Scatter matrix', /^x2 over x1: .*32 trials/],
    ['Slots', new RegExp(`^Timeline of slots: ${slots.size} rows`)],
    ['Best so far', /^Best eval\/score so far: .*32 trials/],
  ];
  const chooser = page.getByRole('navigation', { name: 'Views of the search' });
  for (const [view, picture] of views) {
    await chooser.getByRole('button', { name: view }).click();
    await page.getByRole('img', { name: picture }).waitFor();
    await screenshot(page, `search-${view.toLowerCase().replaceAll(' ', '-')}`);
  }
  const keys = page.getByRole('slider', { name: 'Trials of Best eval/score so far' });
  await keys.press('ArrowRight');
  await expect.poll(() => keys.getAttribute('aria-valuetext')).toMatch(/^0002 completed · eval\/score /);
  await keys.press('Enter');
  await page.waitForURL(/\/trials\/\d+/);
  await page.getByRole('heading', { name: /0002/ }).first().waitFor();
});

/** How many colours there are in a part of a picture. */
function coloursIn({ width, data }: PNG, part: { x: number; y: number; width: number; height: number }): number {
  const colours = new Set<number>();
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  for (let y = Math.ceil(part.y); y < Math.floor(part.y + part.height); y += 1) {
    for (let x = Math.ceil(part.x); x < Math.floor(part.x + part.width); x += 1)
      colours.add(pixels[y * width + x] ?? 0);
  }
  return colours.size;
}
