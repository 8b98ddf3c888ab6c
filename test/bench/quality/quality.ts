import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '@seesaw/gan/catalog/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { chooseExecution } from '../../../apps/trainer/src/child/execution.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { recipeConfig } from '../recipeConfig.ts';
import { say } from '../suite.ts';
import { promisesOf } from './promises.ts';
import { type QualityResult, readResults, writeResults } from './resultFile.ts';
import { isSameTraining, withoutSeed } from './sameTraining.ts';
import { inWords, trainOnce } from './trainOnce.ts';
import { writeGrid } from './writeGrid.ts';

/** Samples that every evaluation looks at. */
const evaluated = 10_000;

/**
 * Trains recipes with their defaults on several seeds and says whether they keep what is promised of them (`promises.ts`).
 *
 * `--recipes ring-mlp,dcgan --seeds 1,2,3,4,5 --dataset grid --set image_size=32 --set steps=3000`: data set and values are the
 * recipe's own unless given. `--into FILE` writes each result there as soon as it is known, beside what the file holds, and
 * trains nothing again that is there. `--grids docs/gan` writes samples of the first seed as `<name>.png`: those of the last
 * step, or side by side those of `--at 0,100,1000`. `--every 500` evaluates on the way.
 *
 * What the file holds of another configuration gives way. Hyperparameters that have been added since make no other one as
 * long as they change nothing.
 */
export async function run(args: readonly string[]): Promise<QualityResult> {
  const { values: options } = parseArgs({
    args: [...args],
    options: {
      recipes: { type: 'string', default: 'ring-mlp,mnist-bce,dcgan' },
      seeds: { type: 'string', default: '1,2,3,4,5' },
      dataset: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      into: { type: 'string' },
      grids: { type: 'string' },
      at: { type: 'string' },
      every: { type: 'string' },
    },
  });
  const { library, device, random, draws } = await nativeLibrary();
  const shelf = createDataShelf({ env: childEnv(), random });
  let results = options.into === undefined ? {} : await readResults(options.into);
  for (const recipe of options.recipes.split(',')) {
    const name = nameOf(recipe, options.dataset, options.set);
    for (const [place, seed] of options.seeds.split(',').map(Number).entries()) {
      const config = configOf(recipe, seed, options);
      const notes: string[] = [];
      const note = (text: string) => void notes.push(text);
      const data = await shelf.data(config, note);
      const features = data.kind === 'images' ? await shelf.features(data, note) : undefined;
      const { compile } = chooseExecution({ config, device, mayChange: false, log: note });
      const compiled = compile && { compile, draws };
      const input = { config, data, random, ...(features && { features }), ...(compiled && { compiled }) };
      const earlier = results[name]?.config;
      const known = earlier !== undefined && isSameTraining(earlier, input) ? results[name] : undefined;
      if (known?.reached.some((reached) => reached.seed === seed)) continue;
      const provenance = [...new Set([...(known?.provenance ?? []), ...notes])];
      const last = String(config.steps);
      const { reached, pictures } = trainOnce({
        input,
        shown: options.grids === undefined || place > 0 ? [] : (options.at ?? last).split(',').map(Number),
        ...(options.every !== undefined && { every: Number(options.every) }),
      });
      say(`${name}, seed ${seed}: ${inWords(reached.trained)}; ${reached.processorMsPerStep.toFixed(1)} ms a step`);
      const all = [...(known?.reached ?? []), reached].sort((a, b) => a.seed - b.seed);
      const promises = promisesOf(name).map(({ what, holds }) => ({ what, holds: holds(all) }));
      results = { ...results, [name]: { config: withoutSeed(config), provenance, promises, reached: all } };
      if (options.into !== undefined) await writeResults(options.into, { suite: 'quality', library, device, results });
      if (pictures.length > 0) await writeGrid(join(options.grids!, `${name.replace(/[^\w]+/g, '-')}.png`), pictures);
    }
  }
  return { suite: 'quality', library, device, results };
}

/** The recipe, and what is not its own: `ring-mlp grid`, `dcgan image_size=32`. */
function nameOf(recipe: string, dataset: string | undefined, set: readonly string[]): string {
  return [recipe, ...(dataset === undefined ? [] : [dataset]), ...set].join(' ');
}

interface Chosen {
  readonly dataset?: string | undefined;
  readonly set: readonly string[];
}

function configOf(recipe: string, seed: number, { dataset, set }: Chosen): TrialConfig {
  const entry = catalog.recipes.find(({ name }) => name === recipe);
  if (entry === undefined) throw new Error(`The catalog has no recipe ${recipe}.`);
  const values = set.map((text): [string, Scalar] => {
    const [name = '', value = ''] = text.split('=');
    const kind = entry.hyperparameters.find((parameter) => parameter.name === name)?.kind;
    return [name, kind === 'choice' ? value : (JSON.parse(value) as Scalar)];
  });
  return recipeConfig(recipe, { eval_samples: evaluated, ...Object.fromEntries(values), seed }, dataset);
}
