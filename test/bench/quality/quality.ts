import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '@seesaw/gan/catalog/catalog';
import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { drawPoints } from '@seesaw/gan/pictures/drawPoints';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { tileImages } from '@seesaw/gan/pictures/tileImages';
import { createTraining } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { PNG } from 'pngjs';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { say } from '../suite.ts';
import { promises, type Reached } from './promises.ts';

/**
 * Trains recipes with their defaults on several seeds and says whether they keep what is promised of them (`promises.ts`).
 * `--recipes ring-mlp,dcgan --seeds 5 --steps 3000 --grids docs/gan`; steps are the recipe's own unless given. With `--grids`
 * the samples of the first seed are written there as `<recipe>.png`: those of the last step, or side by side those of
 * `--at 0,100,1000`.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values: options } = parseArgs({
    args: [...args],
    options: {
      recipes: { type: 'string', default: Object.keys(promises).join(',') },
      seeds: { type: 'string', default: '5' },
      steps: { type: 'string' },
      grids: { type: 'string' },
      at: { type: 'string' },
    },
  });
  const native = await nativeLibrary();
  const shelf = createDataShelf({ env: childEnv(), random: native.random });
  const results: Record<string, unknown> = {};
  for (const recipe of options.recipes.split(',')) {
    const reached: Reached[] = [];
    for (let seed = 1; seed <= Number(options.seeds); seed++) {
      const config = defaultConfig(recipe, seed, options.steps === undefined ? undefined : Number(options.steps));
      const data = await shelf.data(config, say);
      const features = data.kind === 'images' ? await shelf.features(data, say) : undefined;
      const training = createTraining({ config, data, random: native.random, ...(features && { features }) });
      const untrained = training.evaluate();
      const shown =
        options.grids === undefined || seed > 1 ? [] : (options.at ?? String(config.steps)).split(',').map(Number);
      const grids = shown.includes(0) ? [gridOf(training.sample())] : [];
      const start = performance.now();
      for (let step = 1; step <= config.steps; step++) {
        training.trainStep();
        // The losses wait on the device until they are read.
        if (step % 500 === 0) training.readMetrics();
        if (shown.includes(step)) grids.push(gridOf(training.sample()));
      }
      const msPerStep = (performance.now() - start) / config.steps;
      const trained = training.evaluate();
      reached.push({ seed, steps: config.steps, msPerStep, untrained, trained });
      say(`${recipe}, seed ${seed}: ${JSON.stringify(trained)}, ${msPerStep.toFixed(1)} ms a step`);
      if (options.grids !== undefined && grids.length > 0) await keep(join(options.grids, `${recipe}.png`), grids);
      training.dispose();
    }
    results[recipe] = { kept: promises[recipe]?.map(({ what, holds }) => ({ what, holds: holds(reached) })), reached };
  }
  return { library: native.library, device: native.device, processors: cpus().length, results };
}

function defaultConfig(recipe: string, seed: number, steps: number | undefined): TrialConfig {
  const entry = catalog.recipes.find(({ name }) => name === recipe);
  if (entry === undefined) throw new Error(`The catalog has no recipe ${recipe}.`);
  const defaults = Object.fromEntries(entry.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const values = { ...defaults, eval_samples: 10_000 };
  const length = steps ?? Number(defaults.steps);
  return {
    recipe,
    dataset: entry.defaultDataset,
    seed,
    steps: length,
    values,
    checkpoint: { everySteps: length, keep: 1 },
  };
}

function gridOf(sample: SampleSet): Picture {
  return sample.kind === 'points' ? drawPoints(sample.tensors).picture : tileImages(sample).picture;
}

/** Pictures of one size side by side. */
async function keep(file: string, pictures: readonly Picture[]): Promise<void> {
  const { width, height } = pictures[0]!;
  const png = new PNG({ width: width * pictures.length, height });
  pictures.forEach(({ rgba }, place) => {
    for (let row = 0; row < height; row++) {
      png.data.set(rgba.subarray(4 * row * width, 4 * (row + 1) * width), 4 * (row * png.width + place * width));
    }
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, PNG.sync.write(png, { colorType: 2 }));
}
