import { stack, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { generate } from '../game/generate.ts';
import { drawLatent } from '../game/latent.ts';
import { batchesNamed, namedBatches } from '../game/namedBatches.ts';
import type { GameState } from '../game/playerState.ts';
import { readEach } from '../game/readValues.ts';
import type { Look, Watcher } from '../game/watcher.ts';
import { type Apart, dualityGap, movedApart, withOwnDraws } from './dualityGap.ts';
import { duplicateShare, nearDistance } from './nearDuplicates.ts';
import { slopeAt } from './slopeAt.ts';

/** z of the birthday test is a function of this constant alone. */
const birthdaySeed = 0xb1d4;

/** The signals that cost too much for every report. Waits for the device; changes nothing of the training. */
export type Diagnostics = (state: GameState, step: number) => Record<string, number>;

/** @param heldOut real; as many generated samples are looked at. */
export function createDiagnostics(game: Game, watcher: Watcher, heldOut: Batch): Diagnostics {
  const [count, features] = heldOut.samples.shape;
  const tooNear = nearDistance(heldOut.samples.dataSync() as Float32Array, features);
  return (state, step) => {
    const [scalars, samples] = readEach(() => {
      const { z, labels } = drawLatent(game, count, { seed: birthdaySeed, purpose: 'z-for-birthday', step: 0 });
      const apart = movedApart(game, watcher, state, step);
      const seen = watcher.take(diagnostics, apart, step, {
        ...namedBatches({ heldOut: [heldOut] }),
        z,
        ...(labels !== undefined && { labels }),
      });
      return [seen.scalars!, seen.samples!];
    }) as [Float32Array, Float32Array];
    return {
      'balance/slope_real': scalars[0]!,
      'balance/slope_fake': scalars[1]!,
      'eval/duality_gap': scalars[2]!,
      'eval/duplicates': duplicateShare(samples, features, tooNear),
    };
  };
}

const diagnostics: Look<Apart> = {
  name: 'diagnostics',
  rules: withOwnDraws,
  run(game, apart, step, given) {
    const { standing } = apart;
    const heldOut = batchesNamed(given, 'heldOut')[0]!;
    const latent = { z: given.z as Tensor2D, ...(given.labels !== undefined && { labels: given.labels as Tensor2D }) };
    const samples = generate(game, standing, latent);
    const asked = [
      slopeAt(game, standing, heldOut),
      slopeAt(game, standing, { ...latent, samples }),
      dualityGap(game, apart, step, heldOut),
    ];
    return { scalars: stack(asked), samples };
  },
};
