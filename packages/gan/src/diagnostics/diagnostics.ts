import { stack } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { generate } from '../game/generate.ts';
import { drawLatent, latentNamed, namedLatent } from '../game/latent.ts';
import { batchesNamed, namedBatches } from '../game/namedBatches.ts';
import type { GameState } from '../game/playerState.ts';
import { readEach } from '../game/readValues.ts';
import type { Look, Watcher } from '../game/watcher.ts';
import { type Apart, dualityGap, latentOfGap, movedApart } from './dualityGap.ts';
import { duplicateShare, nearDistance } from './nearDuplicates.ts';
import { slopesAt } from './slopesAt.ts';

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
      const birthday = drawLatent(game, count, { seed: birthdaySeed, purpose: 'z-for-birthday', step: 0 });
      const seen = watcher.take(diagnostics, movedApart(game, watcher, state, step), step, {
        ...namedBatches({ heldOut: [heldOut] }),
        ...namedLatent('birthday', birthday),
        ...namedLatent('gap', latentOfGap(game, step, heldOut)),
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
  run(game, apart, _, given) {
    const heldOut = batchesNamed(given, 'heldOut')[0]!;
    const latent = latentNamed(given, 'birthday');
    const samples = generate(game, apart.standing, latent);
    const slopes = slopesAt(game, apart.standing, [heldOut, { ...latent, samples }]);
    const gap = dualityGap(game, apart, latentNamed(given, 'gap'), heldOut);
    return { scalars: stack([...slopes, gap]), samples };
  },
};
