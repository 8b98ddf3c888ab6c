import { expect } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { functionSweep } from '../system/functionSweep.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';
import { screenshot } from './screenshot.ts';
import { sweepFile, writeSweepFile } from './sweepFile.ts';
import { kpi, loadedAt, seesProgress, showsState, trialShowsState } from './sweepPage.ts';

test('a sweep described in the form is launched, moves on its page without a reload and ends with a score', async ({
  open,
}) => {
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:ring-mlp');
  await page.getByLabel('name', { exact: true }).fill('from-the-form');
  await page.getByLabel('concurrency').fill('2');
  await page.getByLabel('How lr_ratio is set').selectOption('default');
  await page.getByLabel('d_steps, values separated by commas').fill('1, 2');
  await page.getByText('Network, training, watching').click();
  for (const [name, value] of [
    ['steps', '4000'],
    ['batch_size', '64'],
    ['log_every', '20'],
    ['sample_every', '1000'],
  ] as const) {
    await page.getByLabel(`How ${name} is set`).selectOption('fixed');
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  await expect
    .poll(() => sweepFile(page).textContent())
    .toMatch(/name: from-the-form[\s\S]*d_steps: .*1, 2[\s\S]*steps:\s*\{?\s*value: 4000/);

  await page.getByRole('button', { name: 'Launch 2 trials' }).click();
  await page.getByRole('heading', { name: 'from-the-form', level: 1 }).waitFor();
  const loaded = await loadedAt(page);
  await showsState(page, 'running');
  await seesProgress(page, 1, 4000);
  await screenshot(page, 'sweep-running');
  await showsState(page, 'completed');
  for (const number of [1, 2]) await trialShowsState(page, number, 'completed');
  expect(await kpi(page, 'trials').first().textContent()).toBe('2 / 2');
  expect(Number(await kpi(page, 'best eval/score').textContent())).toBeGreaterThan(0);
  expect(await loadedAt(page)).toBe(loaded);
});

test('early stopping described in the form is launched and stops trials at its rungs', async ({ open }) => {
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:function');
  await page.getByLabel('name', { exact: true }).fill('asha-from-the-form');
  await page.getByLabel('method').selectOption('random');
  await page.getByLabel('run_cap').fill('9');
  for (const [name, value] of [
    ['steps', '90'],
    ['eval_every', '5'],
    ['learning', '5'],
  ] as const) {
    await page.getByLabel(`How ${name} is set`).selectOption('fixed');
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  await page.getByLabel('early_terminate', { exact: true }).selectOption('asha');
  expect(await page.getByLabel('early_terminate.min_steps').inputValue()).toBe('3');
  await page.getByLabel('early_terminate.min_steps').fill('10');
  await page.getByLabel('early_terminate.eta').fill('0.5');
  // Beside the field and in the list of problems.
  await page
    .getByText(/expected a number from 1\.1 to 100/)
    .first()
    .waitFor();
  await page.getByLabel('early_terminate.eta').fill('3');
  await page.getByLabel('early_terminate.mode').selectOption('stop');
  await expect
    .poll(() => sweepFile(page).textContent())
    .toContain('early_terminate: { type: asha, min_steps: 10, eta: 3, mode: stop }');
  await page.getByText('9 trials', { exact: true }).waitFor();
  await screenshot(page, 'new-sweep-form-asha');

  await page.getByRole('button', { name: 'Launch 9 trials' }).click();
  await page.getByRole('heading', { name: 'asha-from-the-form', level: 1 }).waitFor();
  await showsState(page, 'completed');
  const { id, definition } = await sweepNamed('asha-from-the-form');
  expect(definition.earlyTerminate).toEqual({ type: 'asha', minSteps: 10, eta: 3, maxSteps: null, mode: 'stop' });
  const stopped = (await api.trials(id)).filter(({ state }) => state === 'stopped-early');
  expect(stopped.length).toBeGreaterThan(0);
  for (const { step } of stopped) expect([10, 30]).toContain(step);
});

test('population based training described in the form is launched and trains its generations', async ({ open }) => {
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:ring-mlp');
  await page.getByLabel('name', { exact: true }).fill('pbt-from-the-form');
  await page.getByLabel('method').selectOption('pbt');
  await page.getByLabel('pbt.every_steps').fill('30');
  await page.getByLabel('pbt.quantile').fill('0.5');
  await page.getByLabel('run_cap').fill('4');
  await page.getByText('Network, training, watching').click();
  for (const [name, value] of [
    ['steps', '90'],
    ['batch_size', '64'],
    ['eval_samples', '2000'],
  ] as const) {
    await page.getByLabel(`How ${name} is set`).selectOption('fixed');
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  await screenshot(page, 'new-sweep-form-pbt');
  await page.getByRole('button', { name: 'Launch 4 trials' }).click();
  await page.getByRole('heading', { name: 'pbt-from-the-form', level: 1 }).waitFor();
  await showsState(page, 'completed');
  const { id, definition } = await sweepNamed('pbt-from-the-form');
  expect(definition.pbt).toMatchObject({ everySteps: 30, quantile: 0.5 });
  const ended = (await api.trials(id)).map(({ state, step, attempt }) => [state, step, attempt]);
  expect(ended).toEqual(Array(4).fill(['completed', 90, 3]));
});

test('several objectives and a warm start described in the form are launched, and the file says the same', async ({
  open,
}) => {
  const earlier = await api.createSweep(`name: before-the-form
recipe: function
method: sobol
run_cap: 12
metrics: [ { name: eval/score2, goal: minimize }, { name: eval/score, goal: minimize } ]
parameters: { function: { value: binhkorn }, x1: { min: 0.0, max: 5.0 }, x2: { min: 0.0, max: 3.0 } }
`);
  await sweepIs(earlier.id, ['completed']);
  const page = await open('/new');
  await page.getByLabel('Start from').selectOption('recipe:function');
  await page.getByLabel('name', { exact: true }).fill('warm-from-the-form');
  await page.getByLabel('method').selectOption('tpe');
  await page.getByLabel('run_cap').fill('4');
  await page.getByRole('button', { name: 'binhkorn' }).click();
  await page.getByLabel('Smallest x1').fill('0');
  await page.getByLabel('Largest x1').fill('5');
  await page.getByLabel('Largest x2').fill('3');
  await page.getByRole('button', { name: 'Add an objective' }).click();
  expect(await page.getByRole('combobox', { name: /^objective 2/ }).inputValue()).toBe('eval/score2');
  await page.getByRole('button', { name: 'Add an objective' }).click();
  await page.getByRole('button', { name: 'Remove objective 3' }).click();
  await page.getByText('What it begins with').click();
  await page.getByLabel('Add an earlier sweep').selectOption(earlier.id);
  await page.getByRole('button', { name: 'Add a point' }).click();
  await page.getByLabel('x1 of point 1').fill('1.5');
  await page.getByLabel('x2 of point 1').fill('2');
  const file = sweepFile(page);
  await expect
    .poll(() => file.textContent())
    .toContain(`warm_start: { sweeps: [ ${earlier.id} ], points: [ { x1: 1.5, x2: 2 } ] }`);
  expect(await file.textContent()).toContain(
    'metrics: [ { name: eval/score, goal: minimize }, { name: eval/score2, goal: minimize } ]',
  );
  await screenshot(page, 'new-sweep-form-warm');
  await page.getByRole('button', { name: 'Launch 4 trials' }).click();
  await page.getByRole('heading', { name: 'warm-from-the-form', level: 1 }).waitFor();
  await showsState(page, 'completed');
  const { id, definition, warmSources } = await sweepNamed('warm-from-the-form');
  expect(definition.metrics?.map(({ name }) => name)).toEqual(['eval/score', 'eval/score2']);
  expect(warmSources).toMatchObject([{ sweepId: earlier.id, used: 12 }]);
  expect((await api.trial(id, 1)).point).toEqual({ x1: 1.5, x2: 2 });
});

test('form and file stay in step both ways, and what only the file can say is kept', async ({ open }) => {
  const page = await open('/new');
  const file = sweepFile(page);
  await writeSweepFile(
    page,
    `${ringSweep({ name: 'both-ways', steps: 600 })}constraints: [ lr_d < 1 ]
repeat_over: [seed]
repeats: 2
early_terminate: { type: hyperband, min_steps: 50, brackets: 2 }
priority: 2
`,
  );
  const brackets = page.getByLabel('early_terminate.brackets');
  await expect.poll(() => brackets.inputValue()).toBe('2');
  expect(await page.getByLabel('repeats', { exact: true }).inputValue()).toBe('2');
  expect(await page.getByLabel('priority').inputValue()).toBe('2');
  expect(await page.getByLabel('checkpoint.keep', { exact: true }).inputValue()).toBe('50');
  expect(await page.getByText('Only in the file').textContent()).toContain('constraints');

  await brackets.fill('3');
  await page.getByLabel('How checkpoint.keep is set').selectOption('by rules');
  await page.getByLabel('checkpoint.keep.every').fill('200');
  await page.getByLabel('max_hours').fill('2');
  await page.getByLabel('priority').fill('');
  await expect.poll(() => file.textContent()).not.toContain('priority');
  const text = await file.textContent();
  expect(text).toContain('early_terminate: { type: hyperband, min_steps: 50, brackets: 3 }');
  expect(text).toContain('keep: [ latest, best, { every: 200 } ]');
  expect(text).toContain('max_hours: 2');
  expect(text).toContain('constraints: [ lr_d < 1 ]');
});

test('a mistake in the sweep file is marked at its line with a suggestion and cannot be launched; corrected, it runs', async ({
  open,
}) => {
  const good = ringSweep({ name: 'from-the-file', steps: 60 });
  const page = await open('/new');
  const file = sweepFile(page);
  await writeSweepFile(page, good.replace('batch_size', 'batchsize'));
  const problem = page.getByRole('button', { name: /^✕ 12:3 .*batchsize.*Did you mean batch_size\?/ });
  await problem.waitFor();
  expect(await file.locator('.cm-line', { has: page.locator('.cm-lintRange-error') }).allInnerTexts()).toEqual([
    '  batchsize: {value: 64}',
  ]);
  const launch = page.getByRole('button', { name: /^Launch/ });
  expect(await launch.textContent()).toBe('Launch');
  expect(await launch.isDisabled()).toBe(true);
  await problem.click();
  expect(await page.locator('.cm-activeLine').textContent()).toContain('batchsize');

  await writeSweepFile(page, good);
  await page.getByRole('button', { name: 'Launch 1 trial' }).click();
  await page.getByRole('heading', { name: 'from-the-file', level: 1 }).waitFor();
  await showsState(page, 'completed');
  expect((await api.sweeps()).items.filter((sweep) => sweep.name === 'from-the-file')).toHaveLength(1);
});

async function sweepNamed(name: string) {
  const found = (await api.sweeps()).items.filter((sweep) => sweep.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}

test('a sweep begins from a single trial: exactly its configuration, which is recognised as trained already', async ({
  open,
}) => {
  const { id } = await api.createSweep(functionSweep('name: to-take-over\nmethod: sobol\nrun_cap: 2'));
  await sweepIs(id, ['completed']);
  const page = await open(`/trials/${(await api.trial(id, 2)).id}`);
  await page.getByRole('link', { name: 'New sweep from it' }).click();
  await page.getByRole('button', { name: 'Launch 1 trial' }).waitFor();
  expect(await page.getByLabel('name', { exact: true }).inputValue()).toBe('to-take-over-from-2');
  expect(await kpi(page, 'duplicates').textContent()).toBe('1');
  await page
    .getByText(/trial 2 of to-take-over/)
    .first()
    .waitFor();
});
