import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrainingData } from '../data/trainingData.ts';
import type { Loss } from '../losses/loss.ts';
import type { AugmentationKind } from '../regularisers/augmentation.ts';
import { noiseAt } from '../regularisers/instanceNoise.ts';
import { leCamAverages } from '../regularisers/leCam.ts';
import { r1 } from '../regularisers/r1.ts';
import { r2 } from '../regularisers/r2.ts';
import { zeroGp } from '../regularisers/zeroGp.ts';
import type { Regularisers } from './game.ts';
import { addedNumber, addedText, numberIn } from './knobs.ts';

/** What a configuration adds to the bare game. */
export function regularisersOfConfig(config: TrialConfig, data: TrainingData, loss: Loss): Regularisers {
  const number = (name: string, without = 0) => addedNumber(config, name, without);
  const leCam = number('lecam_lambda');
  const augment = addedText(config, 'augment', 'none');
  return {
    pack: number('pac', 1),
    penalties: [
      ...(loss.penalty === undefined ? [] : [{ penalty: loss.penalty, weight: numberIn(config, 'gp_lambda') }]),
      ...[
        { penalty: r1, weight: number('r1_gamma') },
        { penalty: r2, weight: number('r2_gamma') },
        { penalty: zeroGp, weight: number('zero_gp_gamma') },
      ].filter(({ weight }) => weight > 0),
    ],
    penaltyEvery: number('penalty_every', 1),
    consensus: number('consensus_gamma'),
    leCam,
    // A sweep over losses sets it for all of them; where a loss has no label it is idle.
    labelSmoothing: loss.label === undefined ? 0 : number('label_smoothing'),
    spectralNorm: config.values.spectral_norm === true,
    weightClip: number('weight_clip'),
    gradientClip: number('gradient_clip'),
    averageDecay: number('ema_decay'),
    noise: noiseAt(number('instance_noise'), number('noise_steps')),
    ...(augment !== 'none' &&
      data.kind === 'images' && { augmentation: { shape: data, kinds: augment.split(',') as AugmentationKind[] } }),
    carried: [...(loss.carried === undefined ? [] : [loss.carried]), ...(leCam > 0 ? leCamAverages : [])],
    carriedKnobs: { beganGamma: number('began_gamma', 0.5), beganRate: number('began_rate', 0.001) },
  };
}
