import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { realFloor } from '@seesaw/gan/metrics/realFloor';
import { createTraining } from '@seesaw/gan/training';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { recipeConfig } from '../recipeConfig.ts';
import { median, rounded } from '../search/spread.ts';
import { type BenchSuite, say } from '../suite.ts';
import { drawCurves } from './drawCurves.ts';

/** Metrics of one evaluation, by name. */
export interface CurvesRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface CurvesResult {
  readonly suite: 'curves';
  readonly recipe: string;
  readonly dataset: string;
  /** What measures, and what real data score on it. */
  readonly provenance: readonly string[];
  readonly floor: Readonly<Record<string, number>> | null;
  /** Of the processor, for one evaluation. */
  readonly evaluationCpuMs: number;
  readonly runs: readonly { readonly seed: number; readonly rows: readonly CurvesRow[] }[];
}

/**
 * Quality over the steps of a recipe with its defaults, for several seeds: every eval/* metric at step 0 and from then on.
 *
 * `--recipe mnist-bce --steps 3000 --every 100 --seeds 0,1,2 --figure FILE`; `--from FILE` draws what was measured before and
 * trains nothing.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      recipe: { type: 'string', default: 'mnist-bce' },
      steps: { type: 'string', default: '3000' },
      every: { type: 'string', default: '100' },
      seeds: { type: 'string', default: '0,1,2' },
      figure: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const result =
    values.from === undefined
      ? await measure(values)
      : (JSON.parse(await readFile(values.from, 'utf8')) as CurvesResult);
  if (values.figure !== undefined) await writeFile(values.figure, drawCurves(result));
  return result;
};

interface Wanted {
  readonly recipe: string;
  readonly steps: string;
  readonly every: string;
  readonly seeds: string;
}

async function measure(values: Wanted): Promise<CurvesResult> {
  const [steps, every] = [Number(values.steps), Number(values.every)];
  const native = await nativeLibrary();
  const shelf = createDataShelf({ env: childEnv(), random: native.random });
  const provenance: string[] = [];
  const note = (text: string) => void provenance.push(text);
  const config = recipeConfig(values.recipe, { steps });
  const data = await shelf.data(config, note);
  const features = data.kind === 'images' ? await shelf.features(data, note) : undefined;
  const runs: CurvesResult['runs'][number][] = [];
  const spentMs: number[] = [];
  for (const seed of values.seeds.split(',').map(Number)) {
    const training = createTraining({ config: { ...config, seed }, data, random: native.random, features });
    const rows: CurvesRow[] = [];
    for (let step = 0; step <= steps; step += every) {
      training.trainStep(step - training.step);
      // Lets go of the losses since the last one.
      training.readMetrics();
      const before = process.cpuUsage();
      rows.push({ step, values: training.evaluate() });
      const { user, system } = process.cpuUsage(before);
      spentMs.push((user + system) / 1000);
    }
    training.dispose();
    runs.push({ seed, rows });
    say(`seed ${seed}: score ${rows.at(-1)?.values['eval/score']?.toPrecision(4)} at step ${steps}`);
  }
  return {
    suite: 'curves',
    recipe: values.recipe,
    dataset: config.dataset,
    provenance,
    floor: features !== undefined && data.kind === 'images' ? { ...realFloor(features, data) } : null,
    evaluationCpuMs: rounded(median(spentMs)),
    runs,
  };
}
