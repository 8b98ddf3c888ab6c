import { readdirSync, readFileSync } from 'node:fs';
import { earlyTerminateSchema } from '@seesaw/shared/earlyTerminate';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { searchMethods } from '@seesaw/shared/searchSpace';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { findContradictions } from './contradictions.ts';
import { packOf } from './packOf.ts';
import { resolveDataset } from './resolveDataset.ts';

const context = {
  catalog,
  findContradictions,
  packOf,
  resolveDataset: (name: string) => resolveDataset(name, () => true) ?? name,
};

const folder = new URL('../../../../examples/', import.meta.url);

test.each([
  ['balance-mnist.yaml', 12],
  ['balance-controllers.yaml', 18],
  ['balance-ring.yaml', 6],
  ['losses-ring.yaml', 24],
  ['grid.yaml', 4],
  ['polygons.yaml', 3],
  ['stacked-mnist.yaml', 2],
  ['updates-ring.yaml', 13],
  ['recipes/ring-mlp.yaml', 2],
  ['recipes/mnist-bce.yaml', 2],
  ['recipes/minimax.yaml', 2],
  ['recipes/nonsaturating.yaml', 2],
  ['recipes/lsgan-mlp.yaml', 3],
  ['recipes/softmax2.yaml', 2],
  ['recipes/dcgan.yaml', 4],
  ['recipes/cgan.yaml', 2],
  ['recipes/acgan.yaml', 2],
  ['recipes/projection.yaml', 2],
  ['methods/grid.yaml', 9],
  ['methods/random.yaml', 12],
  ['methods/sobol.yaml', 32],
  ['methods/tpe.yaml', 60],
  ['methods/gp.yaml', 30],
  ['methods/cmaes.yaml', 96],
  ['methods/bayes.yaml', 16],
  ['methods/asha.yaml', 27],
  ['methods/hyperband.yaml', 12],
  ['methods/median.yaml', 8],
  ['methods/threshold.yaml', 8],
  ['methods/patience.yaml', 4],
  ['methods/pbt.yaml', 8],
  ['methods/nsga2.yaml', 150],
  ['methods/pareto.yaml', 16],
])('examples/%s is a valid sweep of %i trials without warnings', (file, trials) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const parsed = parseSweepFile(text, context);
  expect(parsed).toMatchObject({ ok: true, warnings: [], sweep: { plannedTrials: trials } });
});

test('every recipe that trains a game has a sweep of its own in examples/recipes', () => {
  const games = catalog.recipes.filter(({ sampleKind }) => sampleKind !== 'none').map(({ name }) => name);
  const files = readdirSync(new URL('recipes/', folder));
  expect(files.toSorted()).toEqual(games.map((name) => `${name}.yaml`).toSorted());
  for (const name of games) {
    const parsed = parseSweepFile(readFileSync(new URL(`recipes/${name}.yaml`, folder), 'utf8'), context);
    expect(parsed).toMatchObject({ ok: true, sweep: { recipe: name } });
  }
});

test('every search method and every rule of early stopping has a sweep of its own in examples/methods', () => {
  const rules = earlyTerminateSchema.options.map(({ shape }) => shape.type.value);
  for (const name of [...searchMethods, ...rules]) {
    const parsed = parseSweepFile(readFileSync(new URL(`methods/${name}.yaml`, folder), 'utf8'), context);
    if (!parsed.ok) throw new Error(`methods/${name}.yaml: ${JSON.stringify(parsed.problems)}`);
    const { method, earlyTerminate } = parsed.sweep;
    expect([method, earlyTerminate?.type]).toContain(name);
  }
});
