import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrainingData } from '../data/trainingData.ts';
import type { Loss } from '../losses/loss.ts';
import { autoencoder } from '../players/autoencoder.ts';
import { classified } from '../players/classified.ts';
import { joined } from '../players/joined.ts';
import { activated } from '../players/layers/activated.ts';
import { batchNorm } from '../players/layers/batchNorm.ts';
import { dense } from '../players/layers/dense.ts';
import type { Layer } from '../players/layers/layer.ts';
import type { Network } from '../players/network.ts';
import { packed } from '../players/packed.ts';
import { projected } from '../players/projected.ts';
import { sequence } from '../players/sequence.ts';
import { withReference } from '../players/withReference.ts';
import { addedChoice, addedNumber, addedText, numberIn } from './knobs.ts';
import type { Labels } from './labelsOfConfig.ts';
import { bodyOfD, featuresOf, labelSizeInD, layersOfG, rebuildingLayers } from './layersOfConfig.ts';

export interface Players {
  readonly g: Network;
  readonly d: Network;
}

/** What virtual batch normalisation compares with, flat; asked for where a player has it, once. */
export interface References {
  /** [batch, zDim]. */
  g(): Float32Array;
  /** [batch, features]. */
  d(): Float32Array;
}

export interface PlayersInput {
  readonly config: TrialConfig;
  readonly data: TrainingData;
  readonly loss: Loss;
  readonly labels: Labels;
  readonly references: References;
}

/** Both players as the configuration describes them. */
export function playersOfConfig(input: PlayersInput): Players {
  return { g: playerG(input), d: playerD(input) };
}

function playerG({ config, data, labels, references }: PlayersInput): Network {
  const zDim = numberIn(config, 'z_dim');
  const g = sequence(layersOfG(config, data, zDim + labels.size));
  if (labels.condition !== 'none') return joined(g, labels);
  if (addedText(config, 'norm_g', 'none') !== 'virtual-batch') return g;
  return withReference(g, { rows: numberIn(config, 'batch_size'), features: zDim, first: references.g });
}

function playerD(input: PlayersInput): Network {
  const { config, data, loss, labels } = input;
  const { condition, classes, size } = labels;
  switch (condition) {
    case 'none':
      return untoldD(input);
    case 'concat': {
      const more = labelSizeInD(config, data, size);
      return joined(sequence(classifyingLayers(config, data, loss, more)), { classes, size: more });
    }
    case 'auxiliary': {
      const { layers, features, last } = bodyOfD(config, data);
      const outputs = loss.outputs ?? 1;
      return classified(sequence([...layers, dense(last, features, outputs + classes, 1)]), outputs);
    }
    case 'projection': {
      const { layers, features } = bodyOfD(config, data);
      return projected(sequence(layers), { classes, size: features });
    }
  }
}

/** A D that is told no labels. */
function untoldD({ config, data, loss, references }: PlayersInput): Network {
  const pack = addedNumber(config, 'pac', 1);
  const rebuilds = addedText(config, 'kind_d', 'classifier') === 'autoencoder';
  const inner = sequence(rebuilds ? rebuildingLayers(config, data) : classifyingLayers(config, data, loss));
  const features = featuresOf(data) * pack;
  const compared =
    addedText(config, 'norm_d', 'none') === 'virtual-batch'
      ? withReference(inner, { rows: numberIn(config, 'batch_size') / pack, features, first: references.d })
      : inner;
  const d = rebuilds ? autoencoder(compared) : compared;
  return pack === 1 ? d : packed(d, pack);
}

/** `more` numbers follow each sample. */
function classifyingLayers(config: TrialConfig, data: TrainingData, loss: Loss, more = 0): Layer[] {
  const { layers, features, last } = bodyOfD(config, data, more);
  const outputs = loss.outputs ?? 1;
  return [...layers, dense(last, features, outputs, 1), ...(loss.label === 'squares' ? squashing(config) : [])];
}

/** What stands behind the last layer of D where the loss compares its output with 0 and 1. */
function squashing(config: TrialConfig): Layer[] {
  switch (addedChoice(config, 'output_d', 'linear', ['linear', 'sigmoid', 'norm-sigmoid'])) {
    case 'linear':
      return [];
    case 'sigmoid':
      return [activated('sigmoid')];
    case 'norm-sigmoid':
      return [batchNorm('norm-out', 1), activated('sigmoid')];
  }
}
