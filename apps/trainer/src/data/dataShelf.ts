import type { TrainingData } from '@seesaw/gan/data/trainingData';
import type { FeatureNet } from '@seesaw/gan/metrics/featureNet';
import type { RandomSource } from '@seesaw/gan/random/randomSource';
import { SeesawError } from '@seesaw/shared/errors';
import type { ChildEnv } from '../child/childEnv.ts';
import { type KnownFeatureNet, readFeatureNet } from './featureNetCache.ts';
import { readMnist10k, readMnist70k } from './mnistFiles.ts';

/** Says one line to the person who watches the trial. */
export type Note = (text: string) => void;

/** Data sets and feature nets of this process, read once and kept between trials. */
export interface DataShelf {
  /** @throws SeesawError `data-set` naming the file that is missing or broken */
  data(name: string, note: Note): Promise<TrainingData>;
  features(data: Extract<TrainingData, { kind: 'images' }>, note: Note): Promise<FeatureNet>;
}

export function createDataShelf({ env, random }: { env: ChildEnv; random: RandomSource }): DataShelf {
  const sets = new Map<string, TrainingData>();
  const nets = new Map<string, KnownFeatureNet>();
  return {
    async data(name, note) {
      const known = sets.get(name);
      if (known !== undefined) return known;
      const read = await readDataset(name, env, note);
      sets.set(name, read);
      return read;
    },
    async features(data, note) {
      const known = nets.get(data.name) ?? (await readFeatureNet({ data, random, cacheDir: env.cacheDir, note }));
      nets.set(data.name, known);
      note(known.provenance);
      return known.net;
    },
  };
}

async function readDataset(name: string, env: ChildEnv, note: Note): Promise<TrainingData> {
  switch (name) {
    case 'ring':
      return { kind: 'ring', name };
    case 'mnist-10k':
      return readMnist10k(note);
    case 'mnist-70k':
      return readMnist70k(env, note);
    default:
      throw new SeesawError('data-set', `This trainer knows no data set ${name}.`, {
        facts: { hint: 'Update the trainer, or name another data set.' },
      });
  }
}
