import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrainingData } from '../data/trainingData.ts';
import type { Loss } from '../losses/loss.ts';
import { type Activation, activations } from '../players/activations.ts';
import { autoencoder } from '../players/autoencoder.ts';
import { mlp } from '../players/mlp.ts';
import type { Network } from '../players/network.ts';
import { packed } from '../players/packed.ts';
import { addedNumber, addedText, numberIn } from './knobs.ts';

/** Both players as fully connected networks. */
export function playersOfConfig(config: TrialConfig, data: TrainingData, loss: Loss): { g: Network; d: Network } {
  const features = featuresOf(data);
  const zDim = numberIn(config, 'z_dim');
  const widthD = numberIn(config, 'width_d');
  const widthG = Math.round(widthD * numberIn(config, 'width_ratio'));
  const pack = addedNumber(config, 'pac', 1);
  const seen = features * pack;
  const depthD = addedNumber(config, 'depth_d', 2);
  const depthG = addedNumber(config, 'depth_g', 2);
  const activation = activationNamed(addedText(config, 'activation_d', 'leaky-relu'));
  const d =
    addedText(config, 'kind_d', 'classifier') === 'autoencoder'
      ? autoencoder(
          mlp({ units: hourglass(seen, layers(widthD, Math.ceil(depthD / 2)), zDim), activation, output: 'linear' }),
        )
      : mlp({ units: [seen, ...layers(widthD, depthD), loss.outputs ?? 1], activation, output: 'linear' });
  return {
    g: mlp({
      units: [zDim, ...layers(widthG, depthG), features],
      activation: activationNamed(addedText(config, 'activation_g', 'relu')),
      output: data.kind === 'ring' ? 'linear' : 'tanh',
    }),
    d: pack === 1 ? d : packed(d, pack),
  };
}

/** Numbers in one sample. */
export function featuresOf(data: TrainingData): number {
  return data.kind === 'ring' ? 2 : data.width * data.height * data.channels;
}

function layers(width: number, depth: number): number[] {
  return new Array<number>(depth).fill(width);
}

/** As narrow in the middle as z (Berthelot et al. 2017). */
function hourglass(seen: number, half: readonly number[], zDim: number): number[] {
  return [seen, ...half, zDim, ...half, seen];
}

function activationNamed(name: string): Activation {
  if (name in activations) return name as Activation;
  throw new SeesawError(
    'invalid-sweep',
    `Unknown activation ${name}: expected one of ${Object.keys(activations).join(', ')}.`,
  );
}
