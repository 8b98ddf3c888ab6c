import { type Generated, loadGenerator, type Wish } from '@seesaw/gan/generator';
import { counterRandom } from '@seesaw/gan/random/counterRandom';
import { SeesawError } from '@seesaw/shared/errors';
import { env, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { CliError, usageError } from '../cliError.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';

/** Beyond this a picture is of no use and plain JavaScript takes minutes. */
const most = { images: 1024, points: 100_000 } as const;
const usual = { images: 64, points: 2000 } as const;

/**
 * Runs the generator of a checkpoint in plain JavaScript, as the dashboard does: TensorFlow's library would have to be
 * installed (1 GB) and takes longer to load than a few pictures take to draw; and so command and page draw the same.
 */
export async function drawFrom(
  { manifest, tensors }: OpenCheckpoint,
  wish: Omit<Wish, 'count'> & { readonly count?: number | undefined },
): Promise<Generated> {
  // Else it recommends the library on every run.
  env().set('PROD', true);
  await setBackend('cpu');
  try {
    const generator = loadGenerator({ manifest, tensors, random: counterRandom });
    const { sample, classes } = generator;
    const count = wish.count ?? usual[sample.kind];
    if (count < 1 || count > most[sample.kind]) {
      throw usageError(`--n is ${count}.`, `1 to ${most[sample.kind]} ${sample.kind} can be drawn at once.`);
    }
    const { label } = wish;
    if (label !== undefined && label >= classes) {
      throw usageError(
        classes === 0
          ? `--label is ${label}, but recipe ${manifest.config.recipe} tells its generator no labels.`
          : `--label is ${label}, but the labels are 0 to ${classes - 1}.`,
      );
    }
    const generated = await generator.generate({ ...wish, count });
    generator.dispose();
    return generated;
  } catch (error) {
    throw error instanceof SeesawError ? new CliError(error.message, { hint: error.facts.hint, cause: error }) : error;
  }
}
