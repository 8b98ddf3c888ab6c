import { readFileSync } from 'node:fs';
import type { ControllerEntry, LossEntry, RegulariserEntry } from '@seesaw/shared/catalog';
import { earlyTerminateSchema } from '@seesaw/shared/earlyTerminate';
import { searchMethods } from '@seesaw/shared/searchSpace';
import { sweepKeys } from '@seesaw/shared/sweepFileDefaults';
import { distributionNames } from '@seesaw/shared/sweepFileDistributions';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { imageMetrics, pointMetrics } from './metrics.ts';

test('docs/gan/losses.md has exactly the losses and regularisers of the catalog, word for word', () => {
  const rows = rowsOf('losses', 'What does not go together');
  expect(rows).toEqual([...catalog.losses.map(lossRow), ...catalog.regularisers.map(regulariserRow)]);
});

test('docs/gan/balance.md has exactly the controllers of the catalog, word for word', () => {
  expect(rowsOf('balance', 'What does not go together', '## Controllers')).toEqual(
    catalog.controllers.map(controllerRow),
  );
});

test('docs/gan/balance.md names every balance knob that the game has by itself, and some of what can be added', () => {
  const knobs = rowsOf('balance', '## Controllers').join();
  const own = ['lr_d', 'lr_ratio', 'd_steps', 'g_steps', 'order', 'width_d', 'width_ratio', 'depth_d', 'depth_g'];
  for (const name of [...own, 'freeze_d_until', 'label_smoothing', 'instance_noise', 'r1_gamma']) {
    expect(knobs).toContain(`\`${name}\``);
    expect(catalog.recipes[0]!.hyperparameters.map((knob) => knob.name)).toContain(name);
  }
});

test('docs/sweep-file.md names every hyperparameter of every recipe that trains, once, and no other', () => {
  const page = pageOf('../sweep-file');
  const table = page.slice(page.indexOf('## Hyperparameters'), page.indexOf('The recipe `function`'));
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const trained = catalog.recipes.filter(({ sampleKind }) => sampleKind !== 'none');
  const known = new Set(trained.flatMap(({ hyperparameters }) => hyperparameters.map(({ name }) => name)));
  expect(named.sort()).toEqual([...known].sort());
});

test('docs/sweep-file.md names every key of the file, every method, distribution and rule of early stopping', () => {
  const page = pageOf('../sweep-file');
  const tableOf = (from: string, until: string) =>
    page
      .slice(page.indexOf(from), page.indexOf(until))
      .split('\n')
      .filter((line) => line.startsWith('| `'));
  const named = (rows: readonly string[]) => new Set(rows.join('\n').match(/\w+/g));
  const keys = tableOf('## Keys', '## Several objectives');
  for (const key of sweepKeys) expect(named(keys.map((row) => row.split('|')[1]!)), 'keys').toContain(key);
  const methods = keys.find((row) => row.startsWith('| `method`'));
  for (const method of searchMethods) expect(methods).toContain(`\`${method}\``);
  const distributions = named(tableOf('| `distribution`', '**Groups.**'));
  for (const name of distributionNames) expect(distributions, 'distributions').toContain(name);
  const rules = named(tableOf('## early_terminate', '## The JSON Schema'));
  for (const { shape } of earlyTerminateSchema.options) expect(rules, 'rules').toContain(shape.type.value);
});

test('docs/gan/recipes.md has a section for every recipe that trains', () => {
  const trained = catalog.recipes.filter(({ sampleKind }) => sampleKind !== 'none').map(({ name }) => name);
  const sections = pageOf('recipes').match(/^## .*$/gm);
  for (const name of trained) expect(sections).toContain(`## ${name}`);
});

function rowsOf(name: string, until: string, from = '#'): string[] {
  const page = pageOf(name);
  return page
    .slice(page.indexOf(from), page.indexOf(until))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replace(/ +/g, ' '));
}

function pageOf(name: string): string {
  return readFileSync(new URL(`../../../../docs/gan/${name}.md`, import.meta.url), 'utf8');
}

test('docs/gan/metrics.md says of every eval metric what it is and what it cannot see', () => {
  const described = readFileSync(new URL('../../../../docs/gan/metrics.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `eval/'))
    .flatMap((line) => line.split(' | ')[0]!.match(/eval\/\w+/g)!);
  expect([...new Set(described)].sort()).toEqual(
    [...new Set([...pointMetrics, ...imageMetrics].map(({ name }) => name))].sort(),
  );
});

test('docs/datasets.md has exactly the data sets of the catalog, in its order', () => {
  const table = pageOf('../datasets').split('The alias')[0]!;
  const named = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(named).toEqual(catalog.datasets.map(({ name, inFolder }) => (inFolder ? `${name}:FOLDER` : name)));
});

function lossRow({ name, formulaD, formulaG, undecided, decision, source }: LossEntry): string {
  const decides = decision.kind === 'threshold' ? `above ${decision.at}` : decision.kind;
  return row([`\`${name}\``, formulaD, formulaG, `${show(undecided.d)} / ${show(undecided.g)}`, decides, source]);
}

function regulariserRow({ name, title, formula, hyperparameters, source }: RegulariserEntry): string {
  const knobs = hyperparameters.map((knob) => `\`${knob.name}\``).join(', ');
  return row([`\`${name}\``, title, formula, knobs, source]);
}

function controllerRow({ name, title, rule, hyperparameters, source }: ControllerEntry): string {
  return row([`\`${name}\``, title, rule, hyperparameters.map((knob) => `\`${knob.name}\``).join(', '), source]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replace(/ +/g, ' ');
}

function show(value: number): string {
  return String(Number(value.toFixed(3)));
}
